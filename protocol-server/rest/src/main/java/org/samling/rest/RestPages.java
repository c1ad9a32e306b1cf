package org.samling.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.operations.PageMark;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestParameters;

/**
 * Pages of a list: at most {@code limit} entries, after the one that {@code after} names; {@code
 * next} names the last entry of the page if there are more.
 */
final class RestPages {

  /** The default number of entries on a page. */
  static final int USUAL = 100;

  /** The maximum number of entries on a page. */
  static final int MOST = 1_000;

  private RestPages() {}

  /** How many entries were requested. */
  static int limit(RestExchange exchange) {
    return (int)
        RestParameters.number("limit", exchange.call().query().get("limit"), USUAL, 1, MOST);
  }

  /** The entry after which the page begins; empty for the first page. */
  static String after(RestExchange exchange) {
    return exchange.call().query().getOrDefault("after", "");
  }

  /** The id of the entry after which the page begins; null for the first page. */
  static @Nullable UUID afterNumber(RestExchange exchange) {
    return PageMark.id(after(exchange));
  }

  /**
   * Returns a page of a list that is in memory whole.
   *
   * @param name what they are called
   * @param all the entries in order; if the one in {@code after} is gone, the list starts anew
   * @param key the name of an entry
   * @param fields the fields of an entry
   */
  static <T> RestAnswer page(
      RestExchange exchange, String name, List<T> all, Function<T, ?> key, Function<T, ?> fields) {
    var after = after(exchange);
    var first = 0;
    for (var i = 0; i < all.size(); i++) {
      if (key.apply(all.get(i)).toString().equals(after)) {
        first = i + 1;
      }
    }
    return page(exchange, name, all.subList(first, all.size()), key, fields, limit(exchange));
  }

  /** Returns a page from entries that were fetched with one more than fits. */
  static <T> RestAnswer page(
      RestExchange exchange,
      String name,
      List<T> found,
      Function<T, ?> key,
      Function<T, ?> fields,
      int limit) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    var shown = found.subList(0, Math.min(limit, found.size()));
    body.put(name, shown.stream().map(fields).toList());
    body.put("next", found.size() > limit ? key.apply(shown.getLast()) : null);
    return RestAnswer.of(body);
  }
}
