package io.tidings.node;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.tidings.node.OurClasses.check;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who may know whom, by name. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

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
