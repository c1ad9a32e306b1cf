package org.samling.console.ill;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Request;
import org.samling.console.web.Visit;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;

/**
 * A filter of interlibrary requests.
 *
 * @param state the name of a state, {@code all}, or empty for open requests
 * @param side the name of the side, or empty for both
 * @param partner a part of the other library's symbol; empty for any
 * @param text the search text; empty for any
 */
public record IllFilter(String state, String side, String partner, String text) {

  static final String ALL = "all";

  static IllFilter of(Request request) {
    return new IllFilter(
        request.argument("state"),
        request.argument("side"),
        request.argument("partner"),
        request.argument("text"));
  }

  /** Whether the filter differs from the default of open requests. */
  public boolean isSet() {
    return !(state + side + partner + text).isEmpty();
  }

  /** Returns the filter as query parameters. */
  public String query() {
    return "state=%s&side=%s&partner=%s&text=%s"
        .formatted(
            Visit.encoded(state), Visit.encoded(side), Visit.encoded(partner), Visit.encoded(text));
  }

  RequestFilter criteria(@Nullable Set<String> branches) {
    return RequestFilter.of(
        states(),
        Arrays.stream(Side.values()).filter(s -> s.name().equals(side)).findFirst().orElse(null),
        partner.isEmpty() ? null : partner,
        text.isEmpty() ? null : text,
        branches);
  }

  private @Nullable Set<InterlibraryState> states() {
    if (state.isEmpty()) {
      return null;
    }
    return state.equals(ALL)
        ? EnumSet.allOf(InterlibraryState.class)
        : InterlibraryState.of(state).map(Set::of).orElse(Set.of());
  }
}
