package io.tidings.testing;

import io.tidings.model.EventFamily;
import io.tidings.model.EventType;
import java.util.List;

/** A family with a past. */
sealed interface Parcel {

  EventFamily<Parcel> FAMILY =
      EventFamily.of(Parcel.class)
          .upcast(SentV1.class, old -> new Sent(old.id(), List.of(old.item())))
          .dropped("parcels.parcel-weighed", 1)
          .build();

  String id();

  @EventType(value = "parcels.parcel-sent", version = 2)
  record Sent(String id, List<String> items) implements Parcel {}

  @EventType("parcels.parcel-arrived")
  record Arrived(String id, String at) implements Parcel {}

  /** As it was. */
  @EventType("parcels.parcel-sent")
  record SentV1(String id, String item) {}
}
