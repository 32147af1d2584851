package io.tidings.benchmarks;

import java.util.List;

/** Measures one thing beside its raw baseline. */
interface Benchmark {

  /** As {@code scripts/bench} takes it. */
  String name();

  /** What it compares, in a line. */
  String help();

  /** The rows of the table: first the one with the goal, then what helps to read it. */
  List<Row> run(Bench bench) throws Exception;
}
