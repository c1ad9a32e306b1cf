package org.samling.operations.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.core.patron.Consent;
import org.samling.core.privacy.PersonalData;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Words;
import org.samling.operations.accounts.AccountRights;
import org.samling.operations.privacy.PrivacyOperations.Block;
import org.samling.operations.privacy.PrivacyOperations.WhichPatron;

/** Whether a patron's past loans are kept, and the erasure of patrons. */
public final class PrivacyChanges {

  /** The operations. */
  public static final Family<PrivacyChanges> FAMILY =
      new Family<>(
          "privacy",
          "privacy",
          "Whether a patron's past loans are kept, and the erasure of patrons",
          List.of(
              Operation.get(
                      "show-consent",
                      "/patrons/:patron/consent",
                      Scope.PRIVACY,
                      "Shows whether a patron's past loans are kept")
                  .of(WhichPatron.class, Kept.class, PrivacyChanges::consent),
              Operation.post(
                      "change-consent",
                      "/patrons/:patron/consent",
                      Scope.PRIVACY_ERASE,
                      "Changes whether a patron's past loans are kept; deletes them if not")
                  .of(NewConsent.class, Kept.class, PrivacyChanges::changeConsent),
              Operation.post(
                      "erase-patron",
                      "/patrons/:patron/erasure",
                      Scope.PRIVACY_ERASE,
                      "Erases a patron unless something prevents it; this can't be undone")
                  .takingItsTime()
                  .of(Whom.class, Erased.class, PrivacyChanges::erase)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final PersonalData data;
  private final Inquiries inquiries;
  private final Commands commands;

  /** Operations on a store. */
  public PrivacyChanges(PersonalData data, Inquiries inquiries, Circulation circulation) {
    this.data = data;
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  /** Whether past loans are kept. */
  public record Kept(boolean isKept, @Means("when the patron consented") @Nullable Instant since) {}

  /** What a patron wishes. */
  public record NewConsent(
      @Means("a card number, or another identifier") String patron,
      @Means("what becomes of past loans; forget deletes those that were kept") History history) {}

  /** What becomes of past loans. */
  public enum History {
    /** They are kept until the patron wishes otherwise. */
    KEEP,
    /** They are anonymised, those of the past at once. */
    FORGET
  }

  /** Who is erased. */
  public record Whom(
      @Means("a card number, or another identifier") String patron,
      @Means("the same once more, as a confirmation") String confirm,
      @Means("whether credit is paid out to the patron first (scope fees:refund); default: false")
          @Nullable Boolean payOutCredit) {}

  /** A patron was erased. */
  public record Erased(
      @Means("to whom entries of the bookkeeping belong from now on") String pseudonym) {}

  /** What a program needs to know of why nobody was erased. */
  private record Blocks(List<Block> blocks) {}

  private Kept consent(Request<WhichPatron> request) {
    return kept(request, request.input().patron());
  }

  private Kept kept(Request<?> request, String patron) {
    var since =
        inquiries
            .profile(request.tenantId(), patron)
            .orElseThrow(Problem::unknownPatron)
            .consents()
            .get(Consent.KEEP_HISTORICAL_LOAN_DATA);
    return new Kept(since != null, since);
  }

  private Kept changeConsent(Request<NewConsent> request) {
    var wish = request.input();
    var outcome =
        commands.outcome(
            new PatronCommand.SetConsent(
                request.origin(DEADLINE),
                new PatronName.Identifier(wish.patron()),
                Consent.KEEP_HISTORICAL_LOAN_DATA,
                wish.history() == History.KEEP));
    if (outcome instanceof PatronOutcome.Refused refused) {
      throw Refusals.of(refused);
    }
    return kept(request, wish.patron());
  }

  private Erased erase(Request<Whom> request) {
    var whom = request.input();
    if (!whom.confirm().equals(whom.patron())) {
      throw Problem.invalid("\"confirm\" must be the same as \"patron\"; nobody was erased.");
    }
    if (Boolean.TRUE.equals(whom.payOutCredit())) {
      if (!request.account().scopes().contains(Scope.FEES_REFUND)) {
        throw AccountRights.lacksScope(request.account(), Scope.FEES_REFUND);
      }
      payOut(request);
    }
    return switch (data.erase(request.tenantId(), whom.patron())) {
      case PersonalData.Erasure.Erased(var pseudonym) -> new Erased(pseudonym);
      case PersonalData.Erasure.Blocked(var blocks) -> throw blocked(blocks, request.tenant());
      case PersonalData.Erasure.Nobody() -> throw Problem.unknownPatron();
    };
  }

  /**
   * Pays credit out if nothing else prevents the erasure: otherwise the patron stays, and has it.
   */
  private void payOut(Request<Whom> request) {
    var patron = request.input().patron();
    var blocks = data.blocks(request.tenantId(), patron).orElseThrow(Problem::unknownPatron);
    if (blocks.size() != 1 || !isCredit(blocks.getFirst())) {
      return;
    }
    var outcome =
        commands.outcome(
            new FeeCommand.Reimburse(
                request.origin(DEADLINE, "credit"),
                patron,
                null,
                -blocks.getFirst().number(),
                "erasure"));
    if (outcome instanceof FeeOutcome.Refused refused) {
      throw Refusals.of(refused);
    }
  }

  private static boolean isCredit(PersonalData.Block block) {
    return block.reason() == PersonalData.Reason.DEBT && block.number() < 0;
  }

  private static Problem blocked(List<PersonalData.Block> blocks, Tenant tenant) {
    var reasons =
        blocks.stream()
            .map(block ->
                isCredit(block)
                    ? "credit (pay it out first, or with \"pay-out-credit\")"
                    : Words.of(block.reason()).replace('-', ' '))
            .collect(Collectors.joining(", "));
    return Problem.refused(
        "The patron can't be erased because of: %s.".formatted(reasons),
        new Blocks(blocks.stream().map(block -> Block.of(block, tenant)).toList()));
  }
}
