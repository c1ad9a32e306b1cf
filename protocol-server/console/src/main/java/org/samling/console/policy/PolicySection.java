package org.samling.console.policy;

import java.util.List;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Section;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.staff.Permission;

/** The lending policy: settings, policy rules with their test cases, calendars, stops. */
public final class PolicySection implements Section {

  private final SettingPages settings;
  private final RulePages rules;
  private final CasePages cases;
  private final CalendarPages calendars;
  private final StopPages stops;

  /**
   * Creates an instance.
   *
   * @param inquiries reads the lending policy
   * @param policyRegister changes settings, rules, test cases and stops
   * @param libraryRegister changes calendars
   */
  public PolicySection(
      Inquiries inquiries, PolicyRegister policyRegister, LibraryRegister libraryRegister) {
    settings = new SettingPages(inquiries, policyRegister);
    rules = new RulePages(inquiries, policyRegister);
    cases = new CasePages(inquiries, policyRegister);
    calendars = new CalendarPages(inquiries, libraryRegister);
    stops = new StopPages(inquiries, policyRegister);
  }

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public List<Endpoint> endpoints() {
    var rule = "/policy/matrix/rule/:rule";
    var calendar = "/policy/calendars/:branch";
    var stop = "/policy/stops/:stop";
    return List.of(
        get("/policy", settings::list),
        get("/policy/setting", settings::show),
        post("/policy/setting", settings::put),
        post("/policy/setting/remove", settings::remove),
        get("/policy/matrix", rules::list),
        get("/policy/matrix/new", rules::form),
        post("/policy/matrix/new", rules::add),
        get(rule, rules::show),
        post(rule, rules::change),
        post(rule + "/remove", rules::remove),
        get("/policy/cases", cases::show),
        post("/policy/cases", cases::keep),
        post("/policy/cases/:case/remove", cases::remove),
        get("/policy/calendars", calendars::list),
        get(calendar, calendars::show),
        post(calendar + "/hours", calendars::putHours),
        post(calendar + "/closed", calendars::close),
        post(calendar + "/open", calendars::open),
        get("/policy/stops", stops::list),
        post("/policy/stops", stops::put),
        post(stop + "/end", stops::end),
        post(stop + "/remove", stops::remove));
  }

  private static Endpoint get(String path, Endpoint.Handler handler) {
    return Endpoint.get(path, Permission.POLICY_SEE, handler);
  }

  private static Endpoint post(String path, Endpoint.Handler handler) {
    return Endpoint.post(path, Permission.POLICY_CHANGE, handler);
  }
}
