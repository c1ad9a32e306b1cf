package org.samling.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.PolicyMatrix.SourcedValue;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Term;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestPlaces;
import org.samling.rest.form.RestProblem;

/** Hypothetical loans: explains which rules apply to them, and runs those kept as test cases. */
final class RestPolicyCases {

  private static final int LONGEST = 100;

  private final Inquiries inquiries;
  private final PolicyRegister register;

  RestPolicyCases(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  /** Explains what the policy says about a hypothetical loan. */
  RestAnswer explain(RestExchange exchange) {
    var policy = inquiries.policy(exchange.tenant().id());
    var today = policy.day(Instant.now());
    var situation = situation(exchange, policy);
    var circumstances = situation.circumstances(policy, today);
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("day", situation.on(today).toString());
    fields.put(
        "terms",
        Term.ALL.stream()
            .map(term -> fields(policy.matrix().explain(term, circumstances)))
            .toList());
    fields.put(
        "settings",
        exchange.body().listed("settings").stream()
            .map(name -> setting(name, situation, policy, today))
            .toList());
    return RestAnswer.of(fields);
  }

  private static Situation situation(RestExchange exchange, LendingPolicy policy) {
    var body = exchange.body();
    var subjects = new EnumMap<Subject, String>(Subject.class);
    for (var subject : Subject.values()) {
      var value = body.text(subject.word(), LONGEST);
      if (value != null) {
        RestPlaces.check(policy, subject, value);
        subjects.put(subject, value);
      }
    }
    var written = exchange.call().body();
    return new Situation(
        subjects,
        written.containsKey("age") ? body.whole("age") : null,
        written.get("new-item") instanceof Boolean isNew ? isNew : null,
        body.planned("day"));
  }

  private static Map<String, @Nullable Object> setting(
      String name, Situation situation, LendingPolicy policy, LocalDate today) {
    if (!Setting.isOne(name)) {
      throw new RestProblem(Status.BAD_REQUEST, "There is no setting \"%s\".".formatted(name));
    }
    var said = situation.value(name, policy, today).orElseThrow();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("setting", name);
    fields.putAll(fields(said));
    return fields;
  }

  private static Map<String, @Nullable Object> fields(SourcedValue said) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("value", said.text());
    fields.put("level", said.level());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(LookupResult sought) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("term", sought.term().name());
    fields.put("value", sought.said().map(SourcedValue::text).orElse(null));
    fields.put("level", sought.said().map(SourcedValue::level).orElse(null));
    fields.put(
        "passed",
        sought.passed().stream()
            .map(passed ->
                Map.of(
                    "policy", passed.rule().code(),
                    "weight", passed.rule().weight(),
                    "value", passed.says(),
                    "because", passed.because()))
            .toList());
    fields.put("beaten", sought.beaten().stream().map(RestPolicyCases::fields).toList());
    return fields;
  }

  /** Runs the test cases and shows which of them fail under today's policy. */
  RestAnswer test(RestExchange exchange) {
    var policy = inquiries.policy(exchange.tenant().id());
    var today = policy.day(Instant.now());
    var cases =
        register.cases(exchange.tenant().id()).stream()
            .map(kept -> fields(kept, policy, today))
            .toList();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("cases", cases);
    fields.put("broken", cases.stream().filter(c -> Boolean.FALSE.equals(c.get(HOLDS))).count());
    return RestAnswer.of(fields);
  }

  private static final String HOLDS = "as-expected";

  private static Map<String, @Nullable Object> fields(
      PolicyCase kept, LendingPolicy policy, LocalDate today) {
    var broken = kept.failures(policy, today);
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("name", kept.name());
    fields.put(HOLDS, broken.isEmpty());
    fields.put("expected", new TreeMap<>(kept.expected()));
    fields.put("by", kept.by());
    fields.put(
        "broken",
        broken.stream()
            .map(b -> {
              var of = new LinkedHashMap<String, @Nullable Object>();
              of.put("what", b.what());
              of.put("expected", b.expected());
              of.put("found", b.found());
              of.put("level", b.level().isEmpty() ? null : b.level());
              return of;
            })
            .toList());
    return fields;
  }
}
