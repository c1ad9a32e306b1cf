package org.samling.routes.sip2;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2Presets;
import org.samling.core.organisation.Sip2Profile;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.Sip2Withheld;
import org.samling.sip2.SupportedMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine by its account's profile: what it may do and is told.
 *
 * @param account its account, or null before it has logged in
 * @param withheld the fields that it is not told
 * @param messages what it may send
 */
record Sip2Kiosk(
    @Nullable Account account,
    Sip2Profile profile,
    Sip2Withheld withheld,
    SupportedMessages messages) {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Kiosk.class);

  /** What is done for every machine: login, status, and the last reply again. */
  private static final Set<String> ALWAYS = Set.of("93", "97", "99");

  /** A machine that has not logged in. */
  static final Sip2Kiosk OPEN = new Sip2Kiosk(null, Sip2Profile.OPEN);

  private Sip2Kiosk(@Nullable Account account, Sip2Profile profile) {
    this(
        account,
        profile,
        new Sip2Withheld(profile.deniedFields(), profile.allowedFields()),
        SupportedMessages.of(c -> ALWAYS.contains(c) || profile.messages().contains(c)));
  }

  /** The machine of an account. It may do nothing where its profile is none any more. */
  static Sip2Kiosk of(Account account, Sip2Presets presets) {
    try {
      return new Sip2Kiosk(account, presets.profile(account.profile()));
    } catch (Sip2Profile.UnfitException e) {
      LOG.warn(
          "{} may do nothing, for its profile is none: {} {}",
          account.username(),
          e.key(),
          e.getMessage());
      return new Sip2Kiosk(account, Sip2Profile.CLOSED);
    }
  }

  /** What ends its replies. */
  Terminator terminator() {
    return switch (profile.terminator()) {
      case CR -> Terminator.CR;
      case CRLF -> Terminator.CRLF;
      case LF -> Terminator.LF;
    };
  }

  /** Whether a request is carried out, by its two digits. */
  boolean mayAsk(String command) {
    return ALWAYS.contains(command) || profile.messages().contains(command);
  }
}
