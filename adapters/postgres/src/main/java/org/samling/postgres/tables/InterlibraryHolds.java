package org.samling.postgres.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.HoldAtPartner;
import org.samling.core.circulation.HoldAtPartner.Stage;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.organisation.TenantId;

/** The commands that place holds for requesting libraries, and what came of them. */
public final class InterlibraryHolds {

  /**
   * How far hold h is with a partner that was asked: columns partner and partner_stage, or null.
   */
  public static final String AT_PARTNER =
      """
      left join lateral (
        select t.name as partner,
          case r.state
            when 'WILL_SUPPLY' then 'PROMISED' when 'UNFILLED' then 'REFUSED' when 'SHIPPED' then 'SENT' else 'ASKED' end
            as partner_stage
        from ill_request r join tenant t on t.code = r.peer
        where r.tenant_id = h.tenant_id and r.hold_id = h.id and r.is_of_partner and r.side = 'BORROWING'
          and r.state in ('SENT', 'EXPECT_TO_SUPPLY', 'WILL_SUPPLY', 'RETRY_POSSIBLE', 'UNFILLED', 'SHIPPED')) ap on true
      """;

  /** The states of requests to partners that count as open. */
  public static final String OPEN_AT_PARTNER =
      """
      ('SENT', 'EXPECT_TO_SUPPLY', 'WILL_SUPPLY', 'SHIPPED', 'RECEIVED', 'ON_LOAN', 'CHECKED_IN', 'RECALLED',
        'OVERDUE', 'LOST')\
      """;

  private static final String NO_HOLD = "no hold: ";

  private InterlibraryHolds() {}

  /** The command that places a hold for an order, or null where no hold is needed. */
  public static @Nullable Command<?> place(
      TenantId tenant, String branch, InterlibraryOrder order, boolean isOfOneCopy) {
    var record = order.record();
    var library = order.requester().library();
    if (record == null || library == null || order.service() != Service.LOAN) {
      return null;
    }
    var until = order.needBefore();
    return new HoldCommand.PlaceHold(
        origin(tenant, order.requester().account(), branch),
        Institution.card(library),
        record.key(),
        null,
        new HoldCommand.HoldOptions(
            branch,
            Instant.now(),
            until == null ? null : until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            true,
            null,
            isOfOneCopy));
  }

  /** The hold command that goes with a step of a lending request, or null for none. */
  public static @Nullable Command<?> follow(
      TenantId tenant, InterlibraryRequest request, InterlibraryState to, String who) {
    var branch = request.handling().branch();
    var library = request.order().requester().library();
    if (request.side() != Side.LENDING || branch == null || library == null) {
      return null;
    }
    var hold = request.handling().hold();
    return switch (to) {
      case WILL_SUPPLY -> hold == null ? place(tenant, branch, request.order(), false) : null;
      case UNFILLED, RETRY_POSSIBLE, CANCELLED ->
          hold == null
              ? null
              : new HoldCommand.CancelHoldById(
                  origin(tenant, who, branch), Institution.card(library), hold);
      case REQUESTED,
          EXPECT_TO_SUPPLY,
          SENT,
          SHIPPED,
          RECEIVED,
          ON_LOAN,
          RETURNED,
          CHECKED_IN,
          RECALLED,
          OVERDUE,
          LOST ->
          null;
    };
  }

  /** Each is a command with a key of its own: repetitions are detected by the request instead. */
  public static Origin origin(TenantId tenant, String who, String branch) {
    return new Origin(
        tenant,
        CommandKey.of(Duration.ZERO, "ill", UUID.randomUUID()),
        who,
        branch,
        Instant.now().plusSeconds(30));
  }

  /** The hold that was placed, or null. */
  public static @Nullable UUID placed(@Nullable Outcome outcome) {
    return outcome instanceof HoldOutcome.Placed placed ? placed.holdId() : null;
  }

  /** The columns of {@link #AT_PARTNER}. */
  public record AtPartner(@Nullable String partner, @Nullable Stage partnerStage) {

    /** How far the hold is with a partner, or null where none was asked. */
    public @Nullable HoldAtPartner told() {
      return partner == null || partnerStage == null
          ? null
          : new HoldAtPartner(partner, partnerStage);
    }
  }

  /** Whether a copy for the placed hold was found on a shelf. */
  public static boolean isFound(@Nullable Outcome outcome) {
    return outcome instanceof HoldOutcome.Placed placed && placed.isOnShelf();
  }

  /** Why no hold was placed or cancelled, for staff; null where nothing was refused. */
  public static @Nullable String whyNot(@Nullable Outcome outcome) {
    return outcome instanceof HoldOutcome.Refused refused
        ? "%s%s (%s)".formatted(NO_HOLD, refused.reason(), refused.why())
        : null;
  }

  /** The reason in a note that {@link #whyNot} wrote, or null for any other note. */
  public static @Nullable RefusalReason refused(@Nullable String note) {
    return note == null || !note.startsWith(NO_HOLD)
        ? null
        : RefusalReason.valueOf(note.substring(NO_HOLD.length(), note.indexOf(" (")));
  }

  /** The note of a step: the text given with it, and what was refused. */
  public static @Nullable String note(@Nullable String said, @Nullable Outcome outcome) {
    var refused = whyNot(outcome);
    if (said == null || refused == null) {
      return said == null ? refused : said;
    }
    var both = refused + "; " + said;
    return both.substring(0, Math.min(both.length(), InterlibraryOrder.MAX_TEXT));
  }
}
