package org.samling.operations.admission;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.AdmissionWithdrawal;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;

/**
 * Whether a patron may enter open libraries in the hours without staff, through doors that a
 * machine opens. What they may borrow is another matter.
 */
public final class AdmissionOperations {

  /** The operations. */
  public static final Family<AdmissionOperations> FAMILY =
      new Family<>(
          "admission",
          "admission",
          "Admission of patrons to open libraries in the hours without staff",
          List.of(
              Operation.get(
                      "show-admission",
                      "/patrons/:patron/admission",
                      Scope.PATRONS_READ,
                      "Shows where a patron's admission is withdrawn, why, and until when")
                  .withinBounds()
                  .of(WhichPatron.class, Admission.class, AdmissionOperations::show),
              Operation.post(
                      "withdraw-admission",
                      "/patrons/:patron/admission/withdrawal",
                      Scope.PATRONS_BLOCK,
                      "Withdraws a patron's admission to a branch, an agency's branches, or all branches")
                  .withinBounds()
                  .of(Withdrawing.class, Admission.class, AdmissionOperations::withdraw),
              Operation.delete(
                      "restore-admission",
                      "/patrons/:patron/admission/withdrawal",
                      Scope.PATRONS_BLOCK,
                      "Ends the withdrawal of a patron's admission at a place")
                  .withinBounds()
                  .of(Restoring.class, Admission.class, AdmissionOperations::restore)));

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  /** The most characters of the name of a place. */
  private static final int NAME = 200;

  private final Inquiries inquiries;
  private final Commands commands;

  /** Operations on a store. */
  public AdmissionOperations(Inquiries inquiries, Circulation circulation) {
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  /** Whose admission. */
  public record WhichPatron(@Means("a card number, or another identifier") String patron) {}

  /** Where. */
  public record Place(
      @Means("the number of an agency; without any place all branches") @Size(max = NAME) @Nullable String agency,
      @Means("the code of a branch") @Size(max = NAME) @Nullable String branch) {

    Unit unit(LendingPolicy policy) {
      return Places.path(policy, agency, branch, null).getFirst();
    }
  }

  /** What is to be withdrawn, and why. */
  public record Withdrawing(
      @Means("a card number, or another identifier") String patron,
      @JsonUnwrapped Place place,
      @Means("why, for staff") @Size(max = AdmissionWithdrawal.LONGEST_REASON) String reason,
      @Means("the last day; default: no end") @Nullable LocalDate until) {}

  /** What is to be restored. */
  public record Restoring(
      @Means("a card number, or another identifier") String patron, @JsonUnwrapped Place place) {}

  /** A patron's admission. */
  public record Admission(
      @Means("where it is withdrawn; empty if the patron is admitted everywhere")
          List<Withdrawal> withdrawals) {

    static Admission of(PatronProfile profile, LendingPolicy policy) {
      return new Admission(
          profile.admissionWithdrawn().stream().map(w -> Withdrawal.of(w, policy)).toList());
    }
  }

  /** A withdrawal. */
  public record Withdrawal(
      Level level,
      @Means("the code of the place") String place,
      @Means("the day on which it was withdrawn") LocalDate since,
      @Means("the last day") @Nullable LocalDate until,
      @Means("whether the last day has passed") boolean over,
      String reason) {

    static Withdrawal of(AdmissionWithdrawal withdrawal, LendingPolicy policy) {
      var last = withdrawal.until();
      return new Withdrawal(
          withdrawal.place().level(),
          withdrawal.place().code(),
          policy.day(withdrawal.since()),
          last,
          last != null && last.isBefore(policy.day(Instant.now())),
          withdrawal.reason());
    }
  }

  private Admission show(Request<WhichPatron> request) {
    return shown(request, request.input().patron());
  }

  private Admission shown(Request<?> request, String patron) {
    return Admission.of(profile(request, patron), inquiries.policy(request.tenantId()));
  }

  private PatronProfile profile(Request<?> request, String patron) {
    return inquiries.profile(request.tenantId(), patron).orElseThrow(Problem::unknownPatron);
  }

  private Admission withdraw(Request<Withdrawing> request) {
    var wanted = request.input();
    var policy = inquiries.policy(request.tenantId());
    var until = wanted.until();
    if (until != null && until.isBefore(policy.day(Instant.now()))) {
      throw Problem.invalid("\"until\" has passed.");
    }
    submit(
        new PatronCommand.WithdrawAdmission(
            request.origin(DEADLINE),
            new PatronName.Identifier(wanted.patron()),
            wanted.place().unit(policy),
            Texts.needed("reason", wanted.reason()),
            until));
    return shown(request, wanted.patron());
  }

  private Admission restore(Request<Restoring> request) {
    var wanted = request.input();
    var place = wanted.place().unit(inquiries.policy(request.tenantId()));
    if (profile(request, wanted.patron()).admissionWithdrawn().stream()
        .noneMatch(withdrawal -> withdrawal.place().equals(place))) {
      throw Problem.refused("The patron's admission is not withdrawn at %s.".formatted(place));
    }
    submit(
        new PatronCommand.RestoreAdmission(
            request.origin(DEADLINE), new PatronName.Identifier(wanted.patron()), place));
    return shown(request, wanted.patron());
  }

  private void submit(PatronCommand command) {
    if (commands.outcome(command) instanceof PatronOutcome.Refused refused) {
      throw Refusals.of(refused);
    }
  }
}
