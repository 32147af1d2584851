/**
 * What Tidings reaches, each figure beside that of a raw baseline in the same run: {@code
 * scripts/bench}.
 */
package io.tidings.benchmarks;
