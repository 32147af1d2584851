package io.tidings.consumers.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.ConsumerStore;
import io.tidings.model.Data;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OperationTest {

  private record Signature(String request, String answer) {}

  @Test
  void every_method_of_the_port_is_an_operation() {
    List<Signature> methods =
        Arrays.stream(ConsumerStore.class.getMethods()).map(OperationTest::signature).toList();

    assertThat(Operation.ALL)
        .extracting(
            operation -> new Signature(operation.request().getName(), operation.answer().getName()))
        .containsExactlyInAnyOrderElementsOf(methods);
  }

  @Test
  void there_is_a_sample_of_every_request_and_answer() {
    Set<Class<?>> sampled =
        Samples.all().stream().map(Object::getClass).collect(Collectors.toSet());

    assertThat(sampled)
        .containsAll(
            Operation.ALL.stream()
                .flatMap(operation -> Stream.of(operation.request(), operation.answer()))
                .collect(Collectors.toSet()));
  }

  static List<Record> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void requests_and_answers_come_back_equal_from_JSON(Record sent) {
    byte[] json = EventJson.encode(sent).toByteArray();

    Record received = EventJson.decode(Data.of(Data.Form.JSON, json), sent.getClass());

    assertThat(received).usingRecursiveComparison().isEqualTo(sent);
  }

  private static Signature signature(Method method) {
    assertThat(method.getReturnType()).isEqualTo(Future.class);
    return new Signature(
        method.getParameterTypes()[0].getName(),
        ((ParameterizedType) method.getGenericReturnType())
            .getActualTypeArguments()[0].getTypeName());
  }
}
