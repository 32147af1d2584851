package io.tidings.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.tidings.node.OurClasses.check;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Counter;
import io.vertx.core.shareddata.Lock;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What nobody does, whoever it is, and who alone is excepted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseRulesTest {

  /** No part of any node: it talks to them as anybody would, at the times that it has chosen. */
  private static final String HARNESS = "io.tidings.chaos..";

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
}
