package org.samling.operations.policies;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRule;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.Validity;
import org.samling.operations.policies.Policies.Listed;
import org.samling.operations.policies.Policies.NewPolicy;
import org.samling.operations.policies.Policies.Policy;
import org.samling.operations.policies.Policies.WhichPolicy;

/** The policy rules, and changes to them. */
public final class PolicyOperations {

  /** The operations. */
  public static final Family<PolicyOperations> FAMILY =
      new Family<>(
          "policies",
          "policy",
          "The policy rules, and changes to them",
          List.of(
              Operation.get(
                      "list-policies",
                      "/policies",
                      Scope.CONFIGURATION_READ,
                      "Lists the policy rules, heaviest first")
                  .paged()
                  .of(Nothing.class, Listed.class, PolicyOperations::list),
              Operation.get(
                      "show-policy",
                      "/policies/:policy",
                      Scope.CONFIGURATION_READ,
                      "Shows a policy rule")
                  .of(WhichPolicy.class, Policy.class, PolicyOperations::show),
              Operation.post(
                      "put-policy",
                      "/policies",
                      Scope.CONFIGURATION_CHANGE,
                      "Creates a policy rule, or replaces the one with the same code")
                  .of(NewPolicy.class, Policy.class, PolicyOperations::put),
              Operation.delete(
                      "remove-policy",
                      "/policies/:policy",
                      Scope.CONFIGURATION_CHANGE,
                      "Removes a policy rule")
                  .of(WhichPolicy.class, Nothing.class, PolicyOperations::remove)));

  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9-]{0,39}";

  private final Inquiries inquiries;
  private final PolicyRegister register;

  /** Operations on a store. */
  public PolicyOperations(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(Request<?> request) {
    return inquiries.policy(request.tenantId());
  }

  private Listed list(Request<Nothing> request) {
    var policy = policy(request);
    var today = policy.day(Instant.now());
    var page =
        request
            .paging()
            .within(policy.matrix().rules(), PolicyRule::code)
            .map(rule -> Policy.of(rule, today));
    return new Listed(page.entries(), page.next());
  }

  private Policy show(Request<WhichPolicy> request) {
    return shown(policy(request), request.input().policy());
  }

  private static Policy shown(LendingPolicy policy, String code) {
    return policy.matrix().rules().stream()
        .filter(rule -> rule.code().equals(code))
        .findFirst()
        .map(rule -> Policy.of(rule, policy.day(Instant.now())))
        .orElseThrow(() -> none(code));
  }

  private static boolean isThere(LendingPolicy policy, String code) {
    return policy.matrix().rules().stream().anyMatch(rule -> rule.code().equals(code));
  }

  private static Problem none(String code) {
    return Problem.unknown("There is no rule \"%s\".".formatted(code));
  }

  private Policy put(Request<NewPolicy> request) {
    var policy = policy(request);
    var wanted = request.input();
    var code = Texts.needed("code", wanted.code());
    if (!code.matches(CODE) && !isThere(policy, code)) {
      throw Problem.invalid("\"code\" must have 1 to 40 letters, digits and hyphens.");
    }
    var then = new LinkedHashMap<String, String>();
    wanted
        .then()
        .forEach((term, text) -> {
          if (text != null) {
            then.put(term, text);
          }
        });
    if (then.isEmpty()) {
      throw Problem.invalid("\"then\" is empty: give a term, or remove the rule.");
    }
    Validity.checkPlanned("from", wanted.from());
    Validity.checkPlanned("until", wanted.until());
    var when = wanted.when();
    try {
      register.putRules(
          request.tenantId(),
          List.of(
              new PolicyRule(
                  code,
                  wanted.weight(),
                  when == null ? Conditions.ALWAYS : when.conditions(policy),
                  then,
                  wanted.from(),
                  wanted.until())));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(e.getMessage() + ".");
    }
    return shown(policy(request), code);
  }

  private Nothing remove(Request<WhichPolicy> request) {
    var code = request.input().policy();
    if (!isThere(policy(request), code) || !register.removeRule(request.tenantId(), code)) {
      throw none(code);
    }
    return Nothing.NOTHING;
  }
}
