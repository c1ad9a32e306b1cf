package org.samling.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestPlaces;
import org.samling.rest.form.RestProblem;

/** The settings of a tenant's places: the values set, the value that applies, and changes. */
final class RestSettings {

  private static final int LONGEST = 200;
  private static final int LONGEST_VALUE = 1_000;

  private static final Comparator<SettingValue> BY_PLACE =
      Comparator.comparing(SettingValue::setting)
          .thenComparing(v -> v.unit().level())
          .thenComparing(v -> v.unit().code())
          .thenComparing(SettingValue::from);

  private final Inquiries inquiries;
  private final PolicyRegister register;

  RestSettings(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(RestExchange exchange) {
    return inquiries.policy(exchange.tenant().id());
  }

  /** Lists every setting with its value at a place on a day. */
  RestAnswer list(RestExchange exchange) {
    var policy = policy(exchange);
    var path = asked(exchange, policy);
    var day = day(exchange, policy);
    return RestPages.page(
        exchange,
        "settings",
        Setting.ALL.stream().sorted(Comparator.comparing(Setting::name)).toList(),
        Setting::name,
        setting -> fields(setting, policy, path, day));
  }

  /** The place that the parameters name. */
  private static List<Unit> asked(RestExchange exchange, LendingPolicy policy) {
    var query = exchange.call().query();
    return RestPlaces.path(policy, query.get("agency"), query.get("branch"), location(exchange));
  }

  private static @Nullable String location(RestExchange exchange) {
    var given = exchange.call().query().get("location");
    return given == null ? null : RestParameters.text("location", given, LONGEST);
  }

  private static LocalDate day(RestExchange exchange, LendingPolicy policy) {
    return RestParameters.day("day", exchange.call().query().get("day"), policy.day(Instant.now()));
  }

  /** Lists all values set, including past and planned ones. */
  RestAnswer values(RestExchange exchange) {
    var policy = policy(exchange);
    var query = exchange.call().query();
    var name = query.get("setting");
    var setting = name == null ? null : setting(name, Status.BAD_REQUEST);
    var isOfPlace = query.containsKey("agency") || query.containsKey("branch");
    var unit = asked(exchange, policy).getFirst();
    var today = policy.day(Instant.now());
    return RestPages.page(
        exchange,
        "values",
        policy.settings().all().stream()
            .filter(v -> setting == null || v.setting().equals(setting.name()))
            .filter(v -> !isOfPlace || v.unit().equals(unit))
            .sorted(BY_PLACE)
            .toList(),
        v -> "%s %s %s".formatted(v.setting(), v.unit(), v.from()),
        v -> fields(v, today));
  }

  /** Explains which value applies at a place on a day, and why. */
  RestAnswer explain(RestExchange exchange) {
    var policy = policy(exchange);
    return explained(
        setting(exchange.path("setting"), Status.NOT_FOUND),
        policy,
        asked(exchange, policy),
        day(exchange, policy));
  }

  private static RestAnswer explained(
      Setting<?> setting, LendingPolicy policy, List<Unit> path, LocalDate day) {
    var looked = policy.settings().explain(setting, path, day);
    var today = policy.day(Instant.now());
    var fields = fields(setting, policy, path, day);
    fields.put("day", day.toString());
    fields.put(
        "places",
        looked.places().stream()
            .map(place -> {
              var set = place.set();
              var of = RestPlaces.fields(place.unit());
              of.put("set", set == null ? null : fields(set, today));
              return of;
            })
            .toList());
    fields.put("planned", looked.planned().stream().map(v -> fields(v, today)).toList());
    return RestAnswer.of(fields);
  }

  /** Sets a value at a place, from a day on. */
  RestAnswer put(RestExchange exchange) {
    var setting = setting(exchange.path("setting"), Status.NOT_FOUND);
    var policy = policy(exchange);
    var body = exchange.body();
    var path =
        RestPlaces.path(
            policy,
            body.text("agency", LONGEST),
            body.text("branch", LONGEST),
            body.text("location", LONGEST));
    var given = body.planned("from");
    var from = given == null ? policy.day(Instant.now()) : given;
    try {
      register.putSettings(
          exchange.tenant().id(),
          List.of(
              new SettingValue(
                  setting.name(),
                  path.getFirst(),
                  body.needed("value", LONGEST_VALUE),
                  from,
                  body.planned("until"),
                  exchange.account().username(),
                  Instant.now())));
    } catch (IllegalArgumentException e) {
      throw new RestProblem(Status.BAD_REQUEST, e.getMessage() + ".");
    }
    return explained(setting, policy(exchange), path, from);
  }

  /** Removes a value set at a place, from a day on. */
  RestAnswer remove(RestExchange exchange) {
    var setting = setting(exchange.path("setting"), Status.NOT_FOUND);
    var policy = policy(exchange);
    var path = asked(exchange, policy);
    var from = RestParameters.day("from", exchange.path("from"), LocalDate.EPOCH);
    if (!register.removeSetting(exchange.tenant().id(), setting.name(), path.getFirst(), from)) {
      throw new RestProblem(
          Status.NOT_FOUND,
          "%s is not set at %s from %s.".formatted(setting.name(), path.getFirst(), from));
    }
    var after = policy(exchange);
    return explained(setting, after, path, after.day(Instant.now()));
  }

  private static Setting<?> setting(String name, Status unknown) {
    if (!Setting.isOne(name)) {
      throw new RestProblem(unknown, "There is no setting \"%s\".".formatted(name));
    }
    return Setting.named(name);
  }

  private static <T> Map<String, @Nullable Object> fields(
      Setting<T> setting, LendingPolicy policy, List<Unit> path, LocalDate day) {
    var found = policy.settings().find(setting, path, day);
    var set = found.set();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("setting", setting.name());
    fields.put("meaning", setting.meaning());
    fields.put("accepts", setting.words());
    fields.put("built-in", setting.builtInText());
    fields.put("value", found.text());
    fields.put("set-at", set == null ? null : RestPlaces.fields(set.unit()));
    return fields;
  }

  private static Map<String, @Nullable Object> fields(SettingValue value, LocalDate today) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("setting", value.setting());
    fields.putAll(RestPlaces.fields(value.unit()));
    fields.put("value", value.value());
    fields.put("from", value.from().toString());
    fields.put("until", RestPlaces.text(value.until()));
    fields.put("by", value.by());
    fields.put("at", value.at().toString());
    fields.put("state", RestPlaces.state(value.from(), value.until(), today));
    return fields;
  }
}
