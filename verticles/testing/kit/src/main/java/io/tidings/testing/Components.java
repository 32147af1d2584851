package io.tidings.testing;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks in JSON for the components of a record, and for those of the records within it: in lists,
 * maps and optionals too.
 */
final class Components {

  private static final TypeFactory TYPES = TypeFactory.defaultInstance();

  private final List<String> missing = new ArrayList<>();

  private Components() {}

  /** The paths of those that the JSON has no member for. */
  static List<String> missing(Class<? extends Record> record, JsonNode json) {
    Components components = new Components();
    components.look(TYPES.constructType(record), "", json);
    return components.missing;
  }

  private void look(JavaType type, String path, JsonNode json) {
    Class<?> raw = type.getRawClass();
    if (raw == Optional.class) {
      look(type.containedTypeOrUnknown(0), path, json);
    } else if (raw.isRecord() && json.isObject()) {
      for (RecordComponent component : raw.getRecordComponents()) {
        look(component, type, path + "/" + component.getName(), json.get(component.getName()));
      }
    } else if (type.isMapLikeType() && json.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> all = json.fields(); all.hasNext(); ) {
        Map.Entry<String, JsonNode> one = all.next();
        look(type.getContentType(), path + "/" + one.getKey(), one.getValue());
      }
    } else if (type.isContainerType() && json.isArray()) {
      for (int index = 0; index < json.size(); index++) {
        look(type.getContentType(), path + "/" + index, json.get(index));
      }
    }
  }

  private void look(RecordComponent component, JavaType of, String path, JsonNode json) {
    if (json == null) {
      missing.add(path);
    } else {
      look(TYPES.resolveMemberType(component.getGenericType(), of.getBindings()), path, json);
    }
  }
}
