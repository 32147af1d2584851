package io.tidings.model;

import java.util.HashMap;
import java.util.Map;

/**
 * An event that the log has not seen yet: the CloudEvents attributes as the producer gave them.
 * Immutable. Its identity is {@code (source, id)}: repeating it is safe (L5).
 *
 * @param id any string of up to {@value #MAX_ID_BYTES} bytes, unique within the source
 * @param source the producer, up to {@value #MAX_ID_BYTES} bytes
 * @param type the event type, up to {@value #MAX_TYPE_BYTES} bytes
 * @param stream where the event belongs; see {@link #streamOf}
 * @param subject null if the producer gave none
 * @param time RFC 3339, with the offset and precision of the producer; null if it gave none
 * @param contentType of the data; null if the producer gave none, which means JSON
 * @param dataSchema null if the producer gave none
 * @param extensions further attributes: String, Integer or Boolean values
 * @param data null if the event has no payload
 */
public record NewEvent(
    String id,
    String source,
    String type,
    String stream,
    String subject,
    String time,
    String contentType,
    String dataSchema,
    Map<String, Object> extensions,
    Data data) {

  public static final int MAX_ID_BYTES = 1024;
  public static final int MAX_TYPE_BYTES = 255;
  public static final int MAX_ATTRIBUTE_BYTES = 8 * 1024;

  public NewEvent {
    Text.required("id", id, MAX_ID_BYTES);
    source = Text.familiar("source", Text.present("source", source), MAX_ID_BYTES);
    type = Text.familiar("type", Text.present("type", type), MAX_TYPE_BYTES);
    String known = StreamName.known(stream);
    subject =
        known != null && known.equals(subject)
            ? known
            : Text.optional("subject", subject, MAX_ATTRIBUTE_BYTES);
    stream = known != null ? known : StreamName.require(stream);
    Text.time(Text.optional("time", time, MAX_ATTRIBUTE_BYTES));
    contentType = Text.familiar("datacontenttype", contentType, MAX_ATTRIBUTE_BYTES);
    Text.optional("dataschema", dataSchema, MAX_ATTRIBUTE_BYTES);
    extensions = Map.copyOf(extensions);
    extensions.forEach(Extensions::require);
  }

  /** Begins an event; {@link Builder#build} checks it. */
  public static Builder builder(String id, String source, String type) {
    return new Builder(id, source, type);
  }

  /**
   * The stream of an event that names none itself: the extension attribute {@code stream}, else the
   * subject, else the source.
   */
  public static String streamOf(Map<String, Object> extensions, String subject, String source) {
    Object named = extensions.get(Extensions.STREAM);
    return named != null ? named.toString() : subject != null ? subject : source;
  }

  /** The schema version of the payload: 1 unless the producer said otherwise. */
  public int schemaVersion() {
    return extensions.get(Extensions.SCHEMA_VERSION) instanceof Integer version ? version : 1;
  }

  /** The extension attribute as text, or null. */
  public String extension(String name) {
    Object value = extensions.get(name);
    return value == null ? null : value.toString();
  }

  /** What began the whole story, or null. */
  public String correlationId() {
    return extension(Extensions.CORRELATION_ID);
  }

  /** The event or command that led to this event, or null. */
  public String causationId() {
    return extension(Extensions.CAUSATION_ID);
  }

  /** The W3C trace context, or null. */
  public String traceparent() {
    return extension(Extensions.TRACEPARENT);
  }

  /** Collects the optional attributes. Not safe for use by several threads. */
  public static final class Builder {

    private final String id;
    private final String source;
    private final String type;
    private String stream;
    private String subject;
    private String time;
    private String contentType;
    private String dataSchema;
    private Map<String, Object> extensions = Map.of();
    private Data data;

    private Builder(String id, String source, String type) {
      this.id = id;
      this.source = source;
      this.type = type;
    }

    /** Overrides the stream that follows from the attributes. */
    public Builder stream(String stream) {
      this.stream = stream;
      return this;
    }

    public Builder subject(String subject) {
      this.subject = subject;
      return this;
    }

    public Builder time(String time) {
      this.time = time;
      return this;
    }

    public Builder contentType(String contentType) {
      this.contentType = contentType;
      return this;
    }

    public Builder dataSchema(String dataSchema) {
      this.dataSchema = dataSchema;
      return this;
    }

    /** Adds an attribute; null removes it. */
    public Builder extension(String name, Object value) {
      if (!(extensions instanceof HashMap)) {
        extensions = new HashMap<>(extensions);
      }
      if (value == null) {
        extensions.remove(name);
      } else {
        extensions.put(name, value);
      }
      return this;
    }

    public Builder data(Data data) {
      this.data = data;
      return this;
    }

    /**
     * The event.
     *
     * @throws InvalidEvent naming the attribute that cannot be recorded
     */
    public NewEvent build() {
      String at = stream != null ? stream : streamOf(extensions, subject, source);
      return new NewEvent(
          id, source, type, at, subject, time, contentType, dataSchema, extensions, data);
    }
  }
}
