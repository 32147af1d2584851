package io.tidings.gateway.http;

import java.util.List;
import java.util.Locale;

/** Which of the media types that a path can answer with the request prefers (RFC 9110, 12.5.1). */
public final class Accept {

  private Accept() {}

  /**
   * The offer of the highest quality; among equals the first.
   *
   * @param header the field, or null if the request has none, which accepts everything
   * @throws Problem if none is accepted
   */
  public static String choose(String header, List<String> offers) {
    if (header == null || header.isBlank()) {
      return offers.get(0);
    }
    String best = null;
    double bestQuality = 0;
    for (String offer : offers) {
      double quality = quality(header.toLowerCase(Locale.ROOT), offer);
      if (quality > bestQuality) {
        best = offer;
        bestQuality = quality;
      }
    }
    if (best == null) {
      throw Problem.of(
              ProblemKind.NOT_ACCEPTABLE,
              "Accept '" + header + "' leaves nothing: accept one of " + String.join(", ", offers))
          .with("available", offers);
    }
    return best;
  }

  /** The quality of the most specific range that the offer is in. */
  private static double quality(String header, String offer) {
    double quality = 0;
    int closest = 0;
    for (String range : header.split(",", -1)) {
      String[] parts = range.split(";", -1);
      int specific = match(parts[0].strip(), offer);
      if (specific > closest) {
        closest = specific;
        quality = weight(parts);
      }
    }
    return quality;
  }

  private static int match(String range, String offer) {
    if (range.equals(offer)) {
      return 3;
    } else if (range.equals(offer.substring(0, offer.indexOf('/')) + "/*")) {
      return 2;
    }
    return range.equals("*/*") ? 1 : 0;
  }

  private static double weight(String[] parts) {
    for (int at = 1; at < parts.length; at++) {
      String parameter = parts[at].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
