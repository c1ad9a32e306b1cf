package org.samling.operations.settings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.Validity;
import org.samling.operations.accounts.AccountRights;
import org.samling.operations.settings.Settings.Explained;
import org.samling.operations.settings.Settings.Filter;
import org.samling.operations.settings.Settings.Listed;
import org.samling.operations.settings.Settings.ListedValues;
import org.samling.operations.settings.Settings.NewValue;
import org.samling.operations.settings.Settings.PlaceAndDay;
import org.samling.operations.settings.Settings.SetValue;
import org.samling.operations.settings.Settings.SettingAtPlace;
import org.samling.operations.settings.Settings.WhichSetting;
import org.samling.operations.settings.Settings.WhichValue;

/** The settings of a tenant's places: the values set, the value that applies, and changes. */
public final class SettingOperations {

  /** The operations. */
  public static final Family<SettingOperations> FAMILY =
      new Family<>(
          "settings",
          "setting",
          "The settings of a tenant's places: the values set, the value that applies, and changes",
          List.of(
              Operation.get(
                      "list-settings",
                      "/settings",
                      Scope.CONFIGURATION_READ,
                      "Lists the settings, with their values at a place")
                  .paged()
                  .of(PlaceAndDay.class, Listed.class, SettingOperations::list),
              Operation.get(
                      "list-setting-values",
                      "/setting-values",
                      Scope.CONFIGURATION_READ,
                      "Lists the values that are set, by setting and place")
                  .paged()
                  .of(Filter.class, ListedValues.class, SettingOperations::values),
              Operation.get(
                      "explain-setting",
                      "/settings/:setting",
                      Scope.CONFIGURATION_READ,
                      "Explains the value of a setting at a place")
                  .of(WhichSetting.class, Explained.class, SettingOperations::explain),
              Operation.post(
                      "put-setting",
                      "/settings/:setting/values",
                      Scope.CONFIGURATION_CHANGE,
                      "Sets a value at a place, from a day on")
                  .of(NewValue.class, Explained.class, SettingOperations::put),
              Operation.delete(
                      "remove-setting",
                      "/settings/:setting/values/:from",
                      Scope.CONFIGURATION_CHANGE,
                      "Removes the value that was set at a place from a day on")
                  .of(WhichValue.class, Explained.class, SettingOperations::remove)));

  private static final Comparator<SettingValue> BY_PLACE =
      Comparator.comparing(SettingValue::setting)
          .thenComparing(v -> v.unit().level())
          .thenComparing(v -> v.unit().code())
          .thenComparing(SettingValue::from);

  private final Inquiries inquiries;
  private final PolicyRegister register;

  /** Operations on a store. */
  public SettingOperations(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(Request<?> request) {
    return inquiries.policy(request.tenantId());
  }

  private static LocalDate orToday(@Nullable LocalDate day, LendingPolicy policy) {
    return day == null ? policy.day(Instant.now()) : day;
  }

  private Listed list(Request<PlaceAndDay> request) {
    var policy = policy(request);
    var path = request.input().unit().path(policy);
    var day = orToday(request.input().day(), policy);
    List<Setting<?>> settings =
        Setting.ALL.stream().sorted(Comparator.comparing(Setting::name)).toList();
    var page =
        request
            .paging()
            .within(settings, Setting::name)
            .map(setting -> SettingAtPlace.of(setting, policy, path, day));
    return new Listed(page.entries(), page.next());
  }

  /** Lists all values set, including past and planned ones. */
  private ListedValues values(Request<Filter> request) {
    var policy = policy(request);
    var filter = request.input();
    var setting = filter.setting() == null ? null : setting(filter.setting(), Problem::invalid);
    var unit = filter.unit().path(policy).getFirst();
    var today = policy.day(Instant.now());
    var values =
        policy.settings().all().stream()
            .filter(v -> setting == null || v.setting().equals(setting.name()))
            .filter(v -> !filter.unit().isGiven() || v.unit().equals(unit))
            .sorted(BY_PLACE)
            .toList();
    var page =
        request
            .paging()
            .within(values, v -> "%s %s %s".formatted(v.setting(), v.unit(), v.from()))
            .map(value -> SetValue.of(value, today));
    return new ListedValues(page.entries(), page.next());
  }

  private Explained explain(Request<WhichSetting> request) {
    var input = request.input();
    var setting = setting(input.setting(), Problem::unknown);
    var policy = policy(request);
    return explained(setting, policy, input.unit().path(policy), orToday(input.day(), policy));
  }

  private static Explained explained(
      Setting<?> setting, LendingPolicy policy, List<Unit> path, LocalDate day) {
    return Explained.of(
        SettingAtPlace.of(setting, policy, path, day),
        day,
        policy.settings().explain(setting, path, day),
        policy.day(Instant.now()));
  }

  private Explained put(Request<NewValue> request) {
    var wanted = request.input();
    var setting = setting(wanted.setting(), Problem::unknown);
    checkGuarded(request.account(), setting);
    var policy = policy(request);
    var path = wanted.unit().path(policy);
    Validity.checkPlanned("from", wanted.from());
    Validity.checkPlanned("until", wanted.until());
    var from = orToday(wanted.from(), policy);
    try {
      register.putSettings(
          request.tenantId(),
          List.of(
              new SettingValue(
                  setting.name(),
                  path.getFirst(),
                  Texts.needed("value", wanted.value()),
                  from,
                  wanted.until(),
                  request.account().username(),
                  Instant.now())));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(e.getMessage() + ".");
    }
    return explained(setting, policy(request), path, from);
  }

  private Explained remove(Request<WhichValue> request) {
    var input = request.input();
    var setting = setting(input.setting(), Problem::unknown);
    checkGuarded(request.account(), setting);
    var policy = policy(request);
    var path = input.unit().path(policy);
    var from = input.from();
    if (!register.removeSetting(request.tenantId(), setting.name(), path.getFirst(), from)) {
      throw Problem.unknown(
          "%s is not set at %s from %s.".formatted(setting.name(), path.getFirst(), from));
    }
    var after = policy(request);
    return explained(setting, after, path, after.day(Instant.now()));
  }

  /** Checks that an account may change a setting that guards people. */
  public static void checkGuarded(Account account, Setting<?> setting) {
    var guard = setting.guard();
    if (guard != null && !setting.isOpenTo(account.scopes())) {
      throw AccountRights.lacksScope(account, guard);
    }
  }

  private static Setting<?> setting(String name, Function<String, Problem> unknown) {
    if (!Setting.isOne(name)) {
      throw unknown.apply("There is no setting \"%s\".".formatted(name));
    }
    return Setting.named(name);
  }
}
