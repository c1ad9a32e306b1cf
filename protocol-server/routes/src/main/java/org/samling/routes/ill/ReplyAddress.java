package org.samling.routes.ill;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.PartnerAddresses;

/** The address for answers that a message gives. */
public final class ReplyAddress {

  private static final Pattern HTTP = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

  private ReplyAddress() {}

  /** The address as it is kept with a request; null for what is none of HTTP, or is too long. */
  public static @Nullable String of(@Nullable String given) {
    return given != null
            && given.length() <= PartnerAddresses.LONGEST
            && HTTP.matcher(given.strip()).matches()
        ? given.strip()
        : null;
  }
}
