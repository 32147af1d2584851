package io.tidings.gateway.read;

import io.tidings.gateway.http.Percent;
import io.tidings.model.Cursor;
import io.tidings.model.Query;
import io.tidings.model.Query.Direction;
import io.tidings.model.Query.Unit;
import java.util.StringJoiner;

/**
 * The Link field of a page (RFC 8288): {@code next} goes on in the same direction and is there
 * until nothing more lies in it; {@code prev} reads what lies on the other side of where the page
 * began, in the other direction.
 */
final class PageLinks {

  private final String path;
  private final Query query;
  private final PageReader.Found found;

  PageLinks(String path, Query query, PageReader.Found found) {
    this.path = path;
    this.query = query;
    this.found = found;
  }

  /** Null if there is none. */
  String header() {
    StringJoiner links = new StringJoiner(", ");
    if (!found.end()) {
      links.add(link(next(), "next"));
    }
    String prev = prev();
    if (prev != null) {
      links.add(link(prev, "prev"));
    }
    return links.length() == 0 ? null : links.toString();
  }

  private String next() {
    if (query.direction() == Direction.FORWARD) {
      String bound = query.before() == Long.MAX_VALUE ? "" : "&before=" + query.before();
      return "after=" + place(found.through()) + bound + "&direction=forward";
    }
    String bound = query.after() == 0 ? "" : "&after=" + query.after();
    return "before=" + place(found.through()) + bound + "&direction=backward";
  }

  private String prev() {
    if (query.direction() == Direction.FORWARD) {
      return query.after() == 0 ? null : "before=" + (query.after() + 1) + "&direction=backward";
    }
    return query.before() == Long.MAX_VALUE || query.before() == 0
        ? null
        : "after=" + place(query.before() - 1) + "&direction=forward";
  }

  /** A version, or a cursor of the history that the page was read in. */
  private String place(long at) {
    return query.unit() == Unit.VERSION
        ? Long.toString(at)
        : new Cursor(found.head().epoch(), at).toString();
  }

  private String link(String bounds, String relation) {
    StringBuilder link = new StringBuilder("<").append(path).append('?').append(bounds);
    link.append("&limit=").append(query.limit());
    query.filter().types().stream()
        .sorted()
        .forEach(type -> link.append("&type=").append(Percent.encode(type)));
    if (query.filter().category() != null) {
      link.append("&category=").append(Percent.encode(query.filter().category()));
    }
    if (query.filter().boundary() != null) {
      BoundaryParameters.values(query.filter().boundary())
          .forEach(criterion -> link.append("&match=").append(Percent.encode(criterion)));
    }
    return link.append(">; rel=\"").append(relation).append('"').toString();
  }
}
