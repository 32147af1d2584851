package io.tidings.wire;

import io.tidings.model.Data;

/** {@code Call} and {@code Answer}, both ways. */
final class CallWire {

  private CallWire() {}

  static void writeCall(WireWriter to, Call call) {
    to.text(1, call.operation());
    to.data(2, call.body());
  }

  static Call readCall(WireReader from) {
    String operation = "";
    Data body = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> operation = from.text();
        case 2 -> body = from.data(Data.Form.JSON);
        default -> from.skip();
      }
    }
    return new Call(operation, body);
  }

  static void writeAnswer(WireWriter to, Answer answer) {
    to.data(1, answer.body());
  }

  static Answer readAnswer(WireReader from) {
    Data body = null;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case 1 -> body = from.data(Data.Form.JSON);
        default -> from.skip();
      }
    }
    return new Answer(body);
  }
}
