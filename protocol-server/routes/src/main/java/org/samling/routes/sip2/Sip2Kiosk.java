package org.samling.routes.sip2;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.PatronData;
import org.samling.core.organisation.Sip2Presets;
import org.samling.core.organisation.Sip2Profile;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.SupportedMessages;
import org.samling.sip2.WithheldFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A machine as its account's profile defines it: what it may do and see.
 *
 * @param account its account, or null before it has logged in
 * @param told the fields that are withheld from it in replies about a patron who gave a right PIN
 * @param untold those withheld in other replies
 * @param messages the messages it may send
 */
record Sip2Kiosk(
    @Nullable Account account,
    Sip2Profile profile,
    WithheldFields told,
    WithheldFields untold,
    SupportedMessages messages) {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Kiosk.class);

  /** The messages every machine may send: login, status, and resend the last reply. */
  private static final Set<String> ALWAYS = Set.of("93", "97", "99");

  /** A machine that has not logged in. */
  static final Sip2Kiosk NOT_LOGGED_IN = new Sip2Kiosk(null, Sip2Profile.DEFAULT);

  private Sip2Kiosk(@Nullable Account account, Sip2Profile profile) {
    this(
        account,
        profile,
        new WithheldFields(profile.deniedFields(), profile.allowedFields()),
        new WithheldFields(deniedWithoutPin(profile), profile.allowedFields()),
        SupportedMessages.of(c -> ALWAYS.contains(c) || profile.messages().contains(c)));
  }

  /** The machine of an account. It may do nothing if its profile is invalid. */
  static Sip2Kiosk of(Account account, Sip2Presets presets) {
    try {
      return new Sip2Kiosk(account, presets.profile(account.profile()));
    } catch (Sip2Profile.UnfitException e) {
      LOG.warn(
          "{} may send no requests: its profile is invalid: {} {}",
          account.username(),
          e.key(),
          e.getMessage());
      return new Sip2Kiosk(account, Sip2Profile.CLOSED);
    }
  }

  private static Set<String> deniedWithoutPin(Sip2Profile profile) {
    var denied = new HashSet<>(profile.deniedFields());
    EnumSet.allOf(PatronData.class).stream()
        .filter(data -> !profile.withoutPin().contains(data))
        .forEach(data -> denied.addAll(data.fields()));
    return denied;
  }

  /** The fields withheld from it in a reply, given whether that is about a proven patron. */
  WithheldFields withheld(boolean isProven) {
    return isProven ? told : untold;
  }

  /** Whether it is told this of a patron who has given no right PIN. */
  boolean isTold(PatronData data) {
    return profile.withoutPin().contains(data);
  }

  /** The terminator of its replies. */
  Terminator terminator() {
    return switch (profile.wire().terminator()) {
      case CR -> Terminator.CR;
      case CRLF -> Terminator.CRLF;
      case LF -> Terminator.LF;
    };
  }

  /** Whether a request with these two digits is permitted. */
  boolean permits(String command) {
    return ALWAYS.contains(command) || profile.messages().contains(command);
  }
}
