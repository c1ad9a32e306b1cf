package org.samling.console.ill;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Request;
import org.samling.console.web.Visit;
import org.samling.core.ill.InterlibraryOverview.Sought;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;

/**
 * Which requests are shown.
 *
 * @param state how they stand: a state's name, {@code all}, or empty for those that are not over
 * @param side the name of the side that keeps them, or empty for either
 * @param partner a part of the other library's symbol; empty for any
 * @param text what is looked for in them; empty for anything
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

  /** Whether something else than what is not over was asked for. */
  public boolean isSet() {
    return !(state + side + partner + text).isEmpty();
  }

  /** The same as arguments of an address. */
  public String query() {
    return "state=%s&side=%s&partner=%s&text=%s"
        .formatted(
            Visit.encoded(state), Visit.encoded(side), Visit.encoded(partner), Visit.encoded(text));
  }

  Sought sought(@Nullable Set<String> branches) {
    return Sought.of(
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
