package io.tidings.chaos.history;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** An entry as a line of JSON that names its kind: {@code {"kind":"Handled","at":17,…}}. */
final class Line {

  private static final ObjectWriter WRITER = mapper().writerFor(Entry.class);

  private Line() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Kind {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .addMixIn(Entry.class, Kind.class)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    for (Class<?> kind : Entry.class.getPermittedSubclasses()) {
      mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName()));
    }
    return mapper;
  }

  /** With its line feed. */
  static byte[] of(Entry entry) {
    try {
      byte[] json = WRITER.writeValueAsBytes(entry);
      byte[] line = Arrays.copyOf(json, json.length + 1);
      line[json.length] = '\n';
      return line;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an entry of a history: " + entry, e);
    }
  }

  /** Reads lines; equal texts are one object, or millions of entries would not fit into memory. */
  static final class Parser {

    private final ObjectReader reader;

    Parser() {
      SimpleModule pooled = new SimpleModule();
      pooled.addDeserializer(String.class, new Pool());
      reader = mapper().registerModule(pooled).readerFor(Entry.class);
    }

    Entry parse(String line) throws JsonProcessingException {
      return reader.readValue(line);
    }
  }

  private static final class Pool extends StdDeserializer<String> {

    private final transient Map<String, String> texts = new HashMap<>();

    Pool() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return texts.computeIfAbsent(parser.getValueAsString(), text -> text);
    }
  }
}
