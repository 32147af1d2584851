package io.tidings.node;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Counter;
import io.vertx.core.shareddata.Lock;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who may know whom, by name. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.tidings");

  /** No part of any node: it talks to them as anybody would, at the times that it has chosen. */
  private static final String HARNESS = "io.tidings.chaos..";

  private static final DescribedPredicate<JavaClass> MODEL =
      resideInAnyPackage("java..", "io.tidings.model..", "io.tidings.config..");

  @Test
  void the_model_depends_on_the_jdk_alone() {
    check(
        classes()
            .that()
            .resideInAnyPackage("io.tidings.model..", "io.tidings.config..")
            .should()
            .onlyDependOnClassesThat(MODEL));
  }

  @Test
  void the_wire_depends_on_the_model_beside_vertx_core_and_jackson() {
    check(
        classes()
            .that()
            .resideInAPackage("io.tidings.wire..")
            .should()
            .onlyDependOnClassesThat(
                MODEL.or(
                    resideInAnyPackage(
                        "io.tidings.wire..", "io.vertx.core..", "com.fasterxml.."))));
  }

  @Test
  void the_log_of_api_depends_on_the_model_and_the_wire() {
    check(
        classes()
            .that()
            .resideInAnyPackage(
                "io.tidings.log",
                "io.tidings.log.bus",
                "io.tidings.log.memory",
                "io.tidings.log.schedule",
                "io.tidings.log.tail")
            .should()
            .onlyDependOnClassesThat(
                MODEL.or(
                    resideInAnyPackage(
                        "io.tidings.log",
                        "io.tidings.log.bus",
                        "io.tidings.log.memory",
                        "io.tidings.log.schedule",
                        "io.tidings.log.tail",
                        "io.tidings.wire..",
                        "io.vertx.core..",
                        "org.slf4j.."))));
  }

  @Test
  void the_port_itself_knows_nobody_who_implements_it() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tidings.log")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tidings.log.*..", "io.tidings.wire.."));
  }

  @Test
  void adapters_do_not_know_each_other() {
    check(
        slices()
            .assignedFrom(packages("io.tidings.log.", "memory", "bus", "postgres", "embedded"))
            .should()
            .notDependOnEachOther());
  }

  @Test
  void the_store_of_consumers_knows_nobody_who_implements_it() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.tidings.consumers")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tidings.consumers.*..", "io.tidings.wire.."));
  }

  @Test
  void adapters_of_the_store_do_not_know_each_other() {
    check(
        slices()
            .assignedFrom(packages("io.tidings.consumers.", "memory", "bus", "postgres"))
            .should()
            .notDependOnEachOther());
  }

  @Test
  void who_does_the_work_of_consumers_knows_log_and_store_by_their_ports() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.tidings.consumers.engine..", "io.tidings.consumers.pull..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tidings.consumers.memory..",
                "io.tidings.consumers.postgres..",
                "io.tidings.log.memory..",
                "io.tidings.log.postgres.."));
  }

  @Test
  void verticles_do_not_know_each_other() {
    check(
        slices()
            .assignedFrom(packages("io.tidings.", "persistence", "gateway", "outbox"))
            .should()
            .notDependOnEachOther());
  }

  @Test
  void deciders_as_their_authors_write_them_depend_on_the_model_alone() {
    check(
        classes()
            .that()
            .resideInAPackage("io.tidings.sourcing")
            .should()
            .onlyDependOnClassesThat(MODEL.or(resideInAnyPackage("io.tidings.sourcing"))));
  }

  @Test
  void commands_and_snapshots_depend_on_the_domain_the_wire_and_the_bus() {
    check(
        classes()
            .that()
            .resideInAnyPackage("io.tidings.sourcing.commands..", "io.tidings.sourcing.snapshots..")
            .should()
            .onlyDependOnClassesThat(
                MODEL.or(
                    resideInAnyPackage(
                        "io.tidings.sourcing",
                        "io.tidings.sourcing.commands..",
                        "io.tidings.sourcing.snapshots..",
                        "io.tidings.log.bus..",
                        "io.tidings.wire..",
                        "io.vertx.core..",
                        "org.slf4j.."))));
  }

  @Test
  void commands_and_snapshots_do_not_know_each_other() {
    check(
        slices()
            .assignedFrom(packages("io.tidings.sourcing.", "commands", "snapshots"))
            .should()
            .notDependOnEachOther());
  }

  @Test
  void verticles_know_the_log_by_its_port_alone() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.tidings.gateway..", "io.tidings.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tidings.log.memory..",
                "io.tidings.log.postgres..",
                "io.tidings.log.embedded..",
                "io.tidings.consumers.memory..",
                "io.tidings.consumers.postgres..",
                "io.tidings.sourcing.postgres..",
                "io.tidings.sourcing.snapshots..",
                "io.tidings.launcher.."));
  }

  @Test
  void nobody_depends_on_the_node() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.tidings.node..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tidings.node.."));
  }

  /** Its locks and maps are not safe under a split: leases and fencing are PostgreSQL's. */
  @Test
  void hazelcast_is_known_where_the_cluster_is_joined_and_nowhere_else() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.tidings.launcher.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hazelcast.."));
  }

  @Test
  void nobody_shares_maps_locks_or_counters_across_the_cluster() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(AsyncMap.class, Lock.class, Counter.class));
  }

  @Test
  void nothing_is_serialized_by_java() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                ObjectOutputStream.class,
                ObjectInputStream.class,
                Serializable.class,
                Externalizable.class));
  }

  /** Requests, replies, configuration files, and {@code jsonb}, which the client maps to it. */
  @Test
  void json_objects_stay_at_the_edges() {
    check(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                        HARNESS,
                        "io.tidings.gateway..",
                        "io.tidings.launcher.config..",
                        "io.tidings.log.postgres..",
                        "io.tidings.outbox..")))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(JsonObject.class, JsonArray.class));
  }

  /** The embedded server is watched by the files it writes, and those tell nobody. */
  @Test
  void nobody_sleeps_but_who_waits_for_a_process() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.tidings.log.embedded..", HARNESS)
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class));
  }

  /** The settings of a verticle stand above its parts, which may know them: they know nobody. */
  @Test
  void packages_are_free_of_cycles() {
    check(
        slices()
            .matching("io.tidings.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), simpleNameEndingWith("Config")));
  }

  private static void check(ArchRule rule) {
    rule.check(OURS);
  }

  /** One slice for each of these packages below the prefix; classes elsewhere are in none. */
  private static SliceAssignment packages(String prefix, String... names) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return Arrays.stream(names)
            .filter(name -> (type.getPackageName() + ".").startsWith(prefix + name + "."))
            .findFirst()
            .map(SliceIdentifier::of)
            .orElseGet(SliceIdentifier::ignore);
      }

      @Override
      public String getDescription() {
        return String.join(", ", names);
      }
    };
  }
}
