package io.tidings.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tests of the checker tell one that does nothing from one that works. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class NoCheckerTest {

  @TestFactory
  Stream<DynamicTest> a_checker_that_finds_nothing_fails_each_test() {
    return Stream.of(LogCheckerTest.class, DeliveryCheckerTest.class, ConsumerCheckerTest.class)
        .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> fails(method)));
  }

  private static void fails(Method method) throws ReflectiveOperationException {
    BadHistory test =
        (BadHistory) method.getDeclaringClass().getDeclaredConstructor().newInstance();
    test.checker = new Checker(List.of());
    method.setAccessible(true);
    assertThat(catchThrowable(() -> method.invoke(test)))
        .isInstanceOf(InvocationTargetException.class)
        .hasCauseInstanceOf(AssertionError.class);
  }
}
