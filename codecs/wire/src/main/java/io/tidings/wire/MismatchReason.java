package io.tidings.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.util.regex.Pattern;

/** Why a payload does not fit a record, in words for whoever wrote the record. */
final class MismatchReason {

  /** Jackson's advice on how to set up Jackson, which is not theirs to do. */
  private static final Pattern ADVICE =
      Pattern.compile(" \\((but|set|start marker) .*", Pattern.DOTALL);

  private MismatchReason() {}

  static String of(IOException failure, String verb) {
    if (failure instanceof ValueInstantiationException && failure.getCause() != null) {
      Throwable refusal = failure.getCause();
      return "the record refused it: "
          + (refusal.getMessage() == null ? refusal : refusal.getMessage());
    }
    Class<?> target =
        failure instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (target != null
        && target.isPrimitive()
        && failure.getClass() == MismatchedInputException.class) {
      String name = target.getSimpleName();
      return "is missing, null or no " + name + ": send it, or make the component an Optional";
    }
    return verb + (target == null ? "" : " as " + target.getSimpleName()) + ": " + told(failure);
  }

  private static String told(IOException failure) {
    String message =
        failure instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : failure.getMessage();
    return message == null ? failure.toString() : ADVICE.matcher(message).replaceFirst("");
  }
}
