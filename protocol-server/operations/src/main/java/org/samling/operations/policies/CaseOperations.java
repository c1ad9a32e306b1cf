package org.samling.operations.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Term;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.policies.Cases.ExplainedSetting;
import org.samling.operations.policies.Cases.ExplainedTerm;
import org.samling.operations.policies.Cases.Explanation;
import org.samling.operations.policies.Cases.Loan;
import org.samling.operations.policies.Cases.Sourced;
import org.samling.operations.policies.Cases.TestCase;
import org.samling.operations.policies.Cases.Tested;

/** Hypothetical loans: explains which rules apply to them, and runs those kept as test cases. */
public final class CaseOperations {

  /** The operations. */
  public static final Family<CaseOperations> FAMILY =
      new Family<>(
          "policies",
          "policy",
          "Hypothetical loans: explains which rules apply to them, and runs those kept as test cases",
          List.of(
          Operation.post(
                  "explain-policies",
                  "/policy-explanations",
                  Scope.CONFIGURATION_READ,
                  "Applies the policy to a hypothetical loan; changes nothing")
              .of(Loan.class, Explanation.class, CaseOperations::explain),
          Operation.get(
                  "test-policies",
                  "/policy-cases",
                  Scope.CONFIGURATION_READ,
                  "Lists the test cases, and which the policy breaks today")
              .of(Nothing.class, Tested.class, CaseOperations::test)));

  private final Inquiries inquiries;
  private final PolicyRegister register;

  /** Operations on a store. */
  public CaseOperations(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
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
        orNone(request.input().settings()).stream()
            .map(name -> setting(name, situation, policy, today))
            .toList());
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
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
