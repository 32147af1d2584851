package io.tidings.wire;

import java.util.Locale;

/** What a content type says about how the data can be shown. */
final class ContentTypes {

  private ContentTypes() {}

  /** CloudEvents takes data without a content type for JSON. */
  static boolean isJson(String contentType) {
    if (contentType == null || contentType.equals("application/json")) {
      return true;
    }
    String media = media(contentType);
    return media.endsWith("/json") || media.indexOf('/') > 0 && media.endsWith("+json");
  }

  /** Whether the bytes, if they are UTF-8, are meant as such. */
  static boolean isUtf8Text(String contentType) {
    if (contentType == null || !media(contentType).startsWith("text/")) {
      return false;
    }
    String charset = charset(contentType);
    return charset.isEmpty() || charset.equals("utf-8") || charset.equals("us-ascii");
  }

  static boolean isCloudEvents(String contentType) {
    return contentType != null && media(contentType).startsWith("application/cloudevents");
  }

  private static String media(String contentType) {
    int parameters = contentType.indexOf(';');
    String media = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return media.strip().toLowerCase(Locale.ROOT);
  }

  private static String charset(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    for (int part = 1; part < parts.length; part++) {
      String parameter = parts[part].strip();
      if (parameter.startsWith("charset=")) {
        return parameter.substring("charset=".length()).replace("\"", "").strip();
      }
    }
    return "";
  }
}
