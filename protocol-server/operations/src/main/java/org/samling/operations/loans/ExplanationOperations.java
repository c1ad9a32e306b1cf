package org.samling.operations.loans;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.HoldCommand.HoldOptions;
import org.samling.core.circulation.command.HoldCommand.PlaceHold;
import org.samling.core.circulation.command.HoldCommand.PlaceItemHold;
import org.samling.core.circulation.command.LoanCommand.Checkin;
import org.samling.core.circulation.command.LoanCommand.Checkout;
import org.samling.core.circulation.command.LoanCommand.Renew;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.TitleKeys;
import org.samling.operations.loans.Explanations.HoldExplanation;
import org.samling.operations.loans.Explanations.HoldQuestion;
import org.samling.operations.loans.Explanations.LoanExplanation;
import org.samling.operations.loans.Explanations.LoanQuestion;
import org.samling.operations.loans.Explanations.ReturnExplanation;
import org.samling.operations.loans.Explanations.ReturnQuestion;

/**
 * What a loan, renewal, return or hold would come to at this moment, with every rule that was
 * checked. Nothing is changed; a patron who is asked about is noted in the access log.
 */
public final class ExplanationOperations {

  /** The operations on loans. */
  public static final Family<ExplanationOperations> FAMILY =
      new Family<>(
          "loans",
          "loan",
          "What loans, renewals and returns would come to now, and why",
          List.of(
              Operation.post(
                      "explain-check-out",
                      "/loan-explanations",
                      Scope.PATRONS_READ,
                      "Explains whether an item would be lent to a patron now; changes nothing")
                  .changingNothing()
                  .withinBounds()
                  .of(LoanQuestion.class, LoanExplanation.class, ExplanationOperations::checkOut),
              Operation.post(
                      "explain-renewal",
                      "/renewal-explanations",
                      Scope.PATRONS_READ,
                      "Explains whether a loan would be renewed now; changes nothing")
                  .changingNothing()
                  .withinBounds()
                  .of(LoanQuestion.class, LoanExplanation.class, ExplanationOperations::renew),
              Operation.post(
                      "explain-check-in",
                      "/return-explanations",
                      Scope.PATRONS_READ,
                      "Explains where an item would go if it were checked in now; changes nothing")
                  .changingNothing()
                  .withinBounds()
                  .of(
                      ReturnQuestion.class,
                      ReturnExplanation.class,
                      ExplanationOperations::checkIn)));

  /** The operation on holds. */
  public static final Family<ExplanationOperations> HOLDS =
      new Family<>(
          "holds",
          "hold",
          "What placing a hold would come to now, and why",
          List.of(
              Operation.post(
                      "explain-hold",
                      "/hold-explanations",
                      Scope.PATRONS_READ,
                      "Explains whether a hold would be placed now; changes nothing")
                  .changingNothing()
                  .withinBounds()
                  .of(HoldQuestion.class, HoldExplanation.class, ExplanationOperations::hold)));

  private final Inquiries inquiries;
  private final Branches branches;

  /** Operations on a store. */
  public ExplanationOperations(Inquiries inquiries) {
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
  }

  private LoanExplanation checkOut(Request<LoanQuestion> request) {
    var asked = request.input();
    var patron = Texts.neededNumber("patron", asked.patron());
    var item = Texts.neededNumber("item", asked.item());
    var origin = origin(request, patron, asked.branch());
    return LoanExplanation.of(inquiries.explain(new Checkout(origin, patron, item, false, null)));
  }

  private LoanExplanation renew(Request<LoanQuestion> request) {
    var asked = request.input();
    var patron = Texts.neededNumber("patron", asked.patron());
    var item = Texts.neededNumber("item", asked.item());
    var origin = origin(request, patron, asked.branch());
    return LoanExplanation.of(inquiries.explain(new Renew(origin, patron, item)));
  }

  private Origin origin(Request<?> request, String patron, @Nullable String branch) {
    branches.checkMember(request, "branch", branch);
    var own = branchOf(request, patron);
    return request.explainedAt(branch == null ? own : branch);
  }

  /** The patron's own branch; reading their account notes it in the access log. */
  private String branchOf(Request<?> request, String patron) {
    return inquiries
        .patron(request.tenantId(), patron)
        .map(account -> account.patron().branch())
        .orElse(request.account().branch());
  }

  private ReturnExplanation checkIn(Request<ReturnQuestion> request) {
    var item = Texts.neededNumber("item", request.input().item());
    var branch = request.input().branch();
    branches.checkMember(request, "branch", branch);
    var origin = request.explainedAt(branch == null ? request.account().branch() : branch);
    return ReturnExplanation.of(inquiries.explain(new Checkin(origin, item, Instant.now())));
  }

  private HoldExplanation hold(Request<HoldQuestion> request) {
    return HoldExplanation.of(inquiries.explain(placing(request)));
  }

  private HoldCommand<HoldOutcome> placing(Request<HoldQuestion> request) {
    var asked = request.input();
    var patron = Texts.neededNumber("patron", asked.patron());
    var record = Texts.number(asked.record());
    var item = Texts.number(asked.item());
    var pickup = Texts.clean(asked.pickup());
    if ((record == null) == (item == null)) {
      throw Problem.invalid("Give \"record\" or \"item\".");
    }
    var wanted = record == null ? null : TitleKeys.wanted(record);
    var own = branchOf(request, patron);
    var at = pickup == null ? own : pickup;
    var options = HoldOptions.at(at, Instant.now(), null);
    var origin = request.explainedAt(at);
    if (wanted != null) {
      return new PlaceHold(origin, patron, wanted.record(), null, wanted.enumeration(), options);
    }
    return new PlaceItemHold(origin, patron, Objects.requireNonNull(item), options);
  }
}
