package org.samling.operations.accounts;

import static org.samling.operations.accounts.Sip2Imports.Fate.ALWAYS;
import static org.samling.operations.accounts.Sip2Imports.Fate.ELSEWHERE;
import static org.samling.operations.accounts.Sip2Imports.Fate.NOT_TAKEN;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.samling.operations.accounts.Sip2Imports.Fate;

/**
 * The keys of Koha's SIPconfig.xml that become no key of a profile, and why. Those that do are read
 * by {@link KohaAccount}. docs/sip2.md lists them all.
 */
public final class KohaKeys {

  /** What becomes of a key, and why. */
  record Reason(Fate fate, String why) {}

  /** Keys of a login, as attributes or elements. */
  private static final Map<String, Reason> LOGIN =
      Map.ofEntries(
          Map.entry("error-detect", always("checksums are answered where a machine sends them")),
          Map.entry("cv_triggers_alert", always("the alert flag is set where CV is")),
          Map.entry(
              "convert_nonprinting_characters", always("control characters are sent as blanks")),
          Map.entry("show_checkin_message", always("AF says where a returned item goes")),
          Map.entry(
              "allow_empty_passwords",
              elsewhere("an empty AD is no PIN: without-pin says what is told without one")),
          Map.entry("disallow_overpayment", elsewhere("the setting fee.overpayment")),
          Map.entry("sort_bin_mapping", elsewhere("sort rules of the branch, and sort-rules")),
          Map.entry("syspref_overrides", elsewhere("settings and policy rules, by branch")),
          Map.entry("overdues_block_checkout", elsewhere("the term max-overdue")),
          Map.entry("inhouse_item_types", elsewhere("the term for-loan, by item category")),
          Map.entry(
              "inhouse_patron_categories",
              elsewhere("policy rules by patron category and item category")),
          Map.entry(
              "screen_msg_regex",
              elsewhere("texts of your own: kiosk-texts put, with a wording, and wording")),
          Map.entry(
              "send_patron_home_library_in_af",
              notTaken("the patron's branch is in AQ of 64; or {{branch}} in patron-fields")),
          Map.entry(
              "show_outstanding_amount",
              notTaken("the debt is in BV of 24 and 64, not in AF; or {{owed}} in patron-fields")),
          Map.entry("patron_attribute", notTaken("patrons have no attributes of that kind")),
          Map.entry(
              "cr_item_field", notTaken("CR is always the item's location; others in item-fields")),
          Map.entry(
              "holds_block_checkin",
              notTaken("a return that was refused would leave the item with nobody")),
          Map.entry(
              "allow_additional_materials_checkout",
              notTaken("items of several parts are lent, and AF names the parts")),
          Map.entry("prevcheckout_block_checkout", notTaken("past loans refuse no loan")),
          Map.entry("lost_block_checkout", notTaken("a lost item is found when it is lent")),
          Map.entry("lost_block_checkout_value", notTaken("as lost_block_checkout")),
          Map.entry(
              "lost_status_for_missing", notTaken("lost and missing are states of their own")),
          Map.entry(
              "seen_on_item_information",
              notTaken("17 asks and changes nothing; take stock instead")),
          Map.entry(
              "validate_patron_attribute", notTaken("patrons have no attributes of that kind")));

  /** Keys of an institution and its policy. */
  private static final Map<String, Reason> INSTITUTION =
      Map.of(
          "implementation", notTaken("it names the program within Koha that answers"),
          "parms", notTaken("it is for that program"),
          "offline", elsewhere("the setting offline.accepted, by branch"));

  /** Keys of the file as a whole. */
  private static final Map<String, Reason> FILE =
      Map.of(
          "error-detect", always("checksums are answered where a machine sends them"),
          "server-params", notTaken("processes and logs of Koha: docs/operations.md has ours"),
          "syspref_overrides", elsewhere("settings and policy rules, by branch"));

  /** Keys that {@link KohaAccount} and {@link KohaServer} read. */
  private static final Set<String> READ =
      Set.of(
          "id",
          "password",
          "institution",
          "delimiter",
          "terminator",
          "encoding",
          "cv_send_00_on_success",
          "ct_always_send",
          "checked_in_ok",
          "hide_fields",
          "allow_fields",
          "holds_get_captured",
          "blocked_item_types",
          "payment_type_writeoff",
          "register_id",
          "ae_field_template",
          "av_field_template",
          "da_field_template",
          "custom_patron_field",
          "custom_item_field",
          "item_field",
          "format_due_date",
          "checkin",
          "checkout",
          "renewal",
          "status_update",
          "timeout",
          "retries",
          "port",
          "transport",
          "protocol",
          "client_timeout");

  private KohaKeys() {}

  private static Reason always(String why) {
    return new Reason(ALWAYS, why);
  }

  private static Reason elsewhere(String why) {
    return new Reason(ELSEWHERE, why);
  }

  private static Reason notTaken(String why) {
    return new Reason(NOT_TAKEN, why);
  }

  /** All keys that are known, in alphabetical order. */
  public static Set<String> all() {
    var all = new TreeSet<>(READ);
    all.addAll(LOGIN.keySet());
    all.addAll(INSTITUTION.keySet());
    all.addAll(FILE.keySet());
    return all;
  }

  /** Why a key of a login is not in its profile. */
  static Reason ofLogin(String key) {
    return LOGIN.getOrDefault(key, unknown());
  }

  /** Why a key of an institution is in no profile. */
  static Reason ofInstitution(String key) {
    return INSTITUTION.getOrDefault(key, unknown());
  }

  /** Why an element of the file is in no profile. */
  static Reason ofFile(String key) {
    return FILE.getOrDefault(key, unknown());
  }

  private static Reason unknown() {
    return notTaken("it is not a key of Koha's that is known here");
  }
}
