package org.samling.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRule;
import org.samling.rest.form.AdministrationForms;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestBody;
import org.samling.rest.form.RestPlaces;
import org.samling.rest.form.RestProblem;

/** The policy rules, and changes to them. */
final class RestPolicies {

  private static final int LONGEST = 200;
  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9-]{0,39}";
  private static final String AGE = "age";
  private static final String NEW_ITEM = "new-item";

  private final Inquiries inquiries;
  private final PolicyRegister register;

  RestPolicies(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(RestExchange exchange) {
    return inquiries.policy(exchange.tenant().id());
  }

  RestAnswer list(RestExchange exchange) {
    var policy = policy(exchange);
    var today = policy.day(Instant.now());
    return RestPages.page(
        exchange,
        "policies",
        policy.matrix().rules(),
        PolicyRule::code,
        rule -> fields(rule, today));
  }

  RestAnswer show(RestExchange exchange) {
    return answer(policy(exchange), exchange.path("policy"));
  }

  private static RestAnswer answer(LendingPolicy policy, String code) {
    return policy.matrix().rules().stream()
        .filter(r -> r.code().equals(code))
        .findFirst()
        .map(r -> RestAnswer.of(fields(r, policy.day(Instant.now()))))
        .orElseThrow(() -> none(code));
  }

  private static RestProblem none(String code) {
    return new RestProblem(Status.NOT_FOUND, "There is no rule \"%s\".".formatted(code));
  }

  /** Puts a rule, replacing the one with the same code if there is one. */
  RestAnswer put(RestExchange exchange) {
    var policy = policy(exchange);
    var body = exchange.body();
    var code = body.needed("code", LONGEST);
    if (!code.matches(CODE)
        && policy.matrix().rules().stream().noneMatch(r -> r.code().equals(code))) {
      throw bad("\"code\" must have 1 to 40 letters, digits and hyphens.");
    }
    var then = new LinkedHashMap<String, String>();
    body.object("then", AdministrationForms.THEN)
        .forEach((term, text) -> then.put(term, text.toString()));
    if (then.isEmpty()) {
      throw bad("\"then\" is empty: give a term, or remove the rule.");
    }
    try {
      register.putRules(
          exchange.tenant().id(),
          List.of(
              new PolicyRule(
                  code,
                  Objects.requireNonNull(body.whole("weight")),
                  conditions(policy, body.object("when", AdministrationForms.WHEN)),
                  then,
                  body.planned("from"),
                  body.planned("until"))));
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage() + ".");
    }
    return answer(policy(exchange), code);
  }

  private static Conditions conditions(LendingPolicy policy, Map<String, Object> when) {
    var anyOf = new EnumMap<Subject, Set<String>>(Subject.class);
    var written = new RestBody(when);
    for (var subject : Subject.values()) {
      var values = Set.copyOf(written.listed(subject.word()));
      values.forEach(value -> RestPlaces.check(policy, subject, value));
      if (!values.isEmpty()) {
        anyOf.put(subject, values);
      }
    }
    var ages = written.text(AGE, LONGEST);
    return new Conditions(
            anyOf, null, null, when.get(NEW_ITEM) instanceof Boolean isNew ? isNew : null)
        .ofAges(ages == null ? "" : ages);
  }

  RestAnswer remove(RestExchange exchange) {
    var code = exchange.path("policy");
    var isThere = policy(exchange).matrix().rules().stream().anyMatch(r -> r.code().equals(code));
    if (!isThere || !register.removeRule(exchange.tenant().id(), code)) {
      throw none(code);
    }
    return RestAnswer.done();
  }

  private static Map<String, @Nullable Object> fields(PolicyRule rule, LocalDate today) {
    var conditions = rule.conditions();
    var when = new LinkedHashMap<String, @Nullable Object>();
    for (var subject : Subject.values()) {
      var values = conditions.anyOf().get(subject);
      if (values != null) {
        when.put(subject.word(), values.stream().sorted().toList());
      }
    }
    if (!conditions.ages().isEmpty()) {
      when.put(AGE, conditions.ages());
    }
    if (conditions.newItem() != null) {
      when.put(NEW_ITEM, conditions.newItem());
    }
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("code", rule.code());
    fields.put("weight", rule.weight());
    fields.put("when", when);
    fields.put("then", new TreeMap<>(rule.terms()));
    fields.put("from", RestPlaces.text(rule.from()));
    fields.put("until", RestPlaces.text(rule.until()));
    fields.put("state", RestPlaces.state(rule.from(), rule.until(), today));
    return fields;
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
