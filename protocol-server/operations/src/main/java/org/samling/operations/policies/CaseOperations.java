package org.samling.operations.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.LoanCommand.Checkout;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Term;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.loans.Explanations.LoanQuestion;
import org.samling.operations.policies.Cases.ExplainedSetting;
import org.samling.operations.policies.Cases.ExplainedTerm;
import org.samling.operations.policies.Cases.Explanation;
import org.samling.operations.policies.Cases.Loan;
import org.samling.operations.policies.Cases.Sourced;
import org.samling.operations.policies.Cases.Terms;
import org.samling.operations.policies.Cases.TestCase;
import org.samling.operations.policies.Cases.Tested;

/**
 * Loans before they are made: explains which rules apply to hypothetical ones and to a patron and
 * an item, and runs those kept as test cases.
 */
public final class CaseOperations {

  /** The operations. */
  public static final Family<CaseOperations> FAMILY =
      new Family<>(
          "policies",
          "policy",
          "Loans before they are made: which rules apply to them, and the test cases",
          List.of(
              Operation.post(
                      "explain-policies",
                      "/policy-explanations",
                      Scope.CONFIGURATION_READ,
                      "Applies the policy to a hypothetical loan; changes nothing")
                  .changingNothing()
                  .of(Loan.class, Explanation.class, CaseOperations::explain),
              Operation.post(
                      "explain-terms",
                      "/term-explanations",
                      Scope.PATRONS_READ,
                      "Shows the terms for a patron and an item, and what sets each; changes nothing")
                  .changingNothing()
                  .withinBounds()
                  .of(LoanQuestion.class, Terms.class, CaseOperations::explainTerms),
              Operation.get(
                      "test-policies",
                      "/policy-cases",
                      Scope.CONFIGURATION_READ,
                      "Lists the test cases, and which the policy breaks today")
                  .of(Nothing.class, Tested.class, CaseOperations::test)));

  private final Inquiries inquiries;
  private final PolicyRegister register;
  private final Branches branches;

  /** Operations on a store. */
  public CaseOperations(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
    this.branches = new Branches(inquiries);
  }

  private Explanation explain(Request<Loan> request) {
    var policy = inquiries.policy(request.tenantId());
    var today = policy.day(Instant.now());
    var situation = request.input().situation(policy);
    var circumstances = situation.circumstances(policy, today);
    return new Explanation(
        situation.on(today),
        Term.ALL.stream()
            .map(term -> ExplainedTerm.of(policy.matrix().explain(term, circumstances)))
            .toList(),
        Objects.requireNonNullElse(request.input().settings(), List.<String>of()).stream()
            .map(name -> setting(name, situation, policy, today))
            .toList());
  }

  /** The terms of a loan; reading the patron's account notes it in the access log. */
  private Terms explainTerms(Request<LoanQuestion> request) {
    var asked = request.input();
    var card = Texts.neededNumber("patron", asked.patron());
    var barcode = Texts.neededNumber("item", asked.item());
    branches.checkMember(request, "branch", asked.branch());
    var own =
        inquiries
            .patron(request.tenantId(), card)
            .orElseThrow(Problem::unknownPatron)
            .patron()
            .branch();
    if (inquiries.item(request.tenantId(), barcode).isEmpty()) {
      throw Problem.unknown("There is no item \"%s\".".formatted(barcode));
    }
    var branch = asked.branch() == null ? own : asked.branch();
    var loan = new Checkout(request.explainedAt(branch), card, barcode, false, null);
    return new Terms(branch, inquiries.terms(loan).stream().map(ExplainedTerm::of).toList());
  }

  private static ExplainedSetting setting(
      String name, Situation situation, LendingPolicy policy, LocalDate today) {
    if (!Setting.isOne(name)) {
      throw Problem.invalid("There is no setting \"%s\".".formatted(name));
    }
    return new ExplainedSetting(
        name, Sourced.of(situation.value(name, policy, today).orElseThrow()));
  }

  private Tested test(Request<Nothing> request) {
    var policy = inquiries.policy(request.tenantId());
    var today = policy.day(Instant.now());
    var cases =
        register.cases(request.tenantId()).stream()
            .map(test -> TestCase.of(test, policy, today))
            .toList();
    return new Tested(cases, cases.stream().filter(test -> !test.asExpected()).count());
  }
}
