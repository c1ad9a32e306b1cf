package org.samling.routes.catalogue;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Holding;
import org.samling.core.organisation.Account;
import org.samling.routes.ScreenMessages;

/**
 * Words for the status of items.
 *
 * @param messages the words
 * @param zone the library's time zone, in which dates are given
 */
public record ItemTexts(ScreenMessages messages, ZoneId zone) {

  private static final String ENGLISH = "001";

  /** In the language of an account; in English without one. */
  public static ItemTexts of(@Nullable Account account) {
    return new ItemTexts(
        ScreenMessages.of(account == null ? ENGLISH : account.language()),
        account == null ? ZoneOffset.UTC : account.tenant().zone());
  }

  /** The status of an item in words. */
  public String status(Holding item) {
    return switch (item.status()) {
      case AVAILABLE ->
          messages.text(item.forLoan() ? "item.available" : "item.available-for-use-here");
      case ON_LOAN ->
          item.due() == null
              ? messages.text("item.on-loan")
              : messages.text(
                  "item.on-loan-until", item.due().atZone(zone).toLocalDate().toString());
      case SET_ASIDE -> messages.text("item.set-aside");
      case ON_HOLD_SHELF -> messages.text("item.on-hold-shelf");
      case IN_TRANSIT -> messages.text("item.in-transit");
      case TO_BE_RESHELVED -> messages.text("item.to-be-reshelved");
      case ON_ORDER -> messages.text("item.on-order");
      case IN_PROCESS -> messages.text("item.in-process");
      case MISSING -> messages.text("item.missing");
      case CLAIMED_RETURNED -> messages.text("item.claimed-returned");
      case LOST -> messages.text("item.lost");
      case DISCARDED -> messages.text("item.discarded");
    };
  }
}
