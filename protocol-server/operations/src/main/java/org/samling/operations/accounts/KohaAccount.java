package org.samling.operations.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Sip2Wording;
import org.samling.operations.accounts.Sip2Imports.Fate;
import org.samling.operations.accounts.Sip2Imports.ImportedKey;
import org.samling.routes.sip2.Sip2Templates;
import org.samling.sip2.Sip2Layout;
import org.samling.sip2.xml.KohaSipConfig.Element;

/**
 * An account of Koha's SIPconfig.xml with the policy of its institution, as what its profile says
 * otherwise than a preset.
 */
final class KohaAccount {

  /** The fields that can be withheld from replies. */
  private static final Set<String> FIELDS =
      Sip2Layout.responses().stream()
          .flatMap(layout -> layout.parts().stream())
          .filter(part -> part.use() != Sip2Layout.Use.FIXED)
          .map(part -> part.field().id())
          .collect(Collectors.toUnmodifiableSet());

  /** The character sets by the names that Koha has for them. */
  private static final Map<String, String> CHARSETS =
      Map.of(
          "ascii", "ascii",
          "utf8", "utf-8",
          "utf-8", "utf-8",
          "latin1", "iso-8859-1",
          "iso-8859-1", "iso-8859-1",
          "cp1252", "windows-1252",
          "windows-1252", "windows-1252",
          "cp850", "cp850");

  private static final String TERMINATOR = "terminator";
  private static final String CHECKED_IN_OK = "checked_in_ok";
  private static final String NOT_ON_LOAN = "not-on-loan";
  private static final String CUSTOM_PATRON_FIELD = "custom_patron_field";
  private static final String CUSTOM_ITEM_FIELD = "custom_item_field";
  private static final String ITEM_FIELD = "item_field";
  private static final String PATRON_FIELDS = "patron-fields";
  private static final String ITEM_FIELDS = "item-fields";

  private final Element login;
  private final Map<String, Object> preset;
  private final Set<String> categories;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<ImportedKey> keys = new ArrayList<>();

  /**
   * Reads an account.
   *
   * @param institution its institution, or null where the file has none
   * @param preset the values of the preset
   * @param categories the codes of the tenant's item categories
   */
  KohaAccount(
      Element login,
      @Nullable Element institution,
      Map<String, Object> preset,
      Set<String> categories) {
    this.login = login;
    this.preset = preset;
    this.categories = categories;
    login.attributes().keySet().forEach(this::read);
    login.children().stream()
        .map(Element::name)
        .filter(name -> !Set.of(CUSTOM_PATRON_FIELD, CUSTOM_ITEM_FIELD, ITEM_FIELD).contains(name))
        .distinct()
        .forEach(name -> note(name, KohaKeys.ofLogin(name)));
    ownFields();
    if (!login.attributes().containsKey(TERMINATOR)) {
      put(TERMINATOR, TERMINATOR, terminator(""));
    }
    if (!login.attributes().containsKey(CHECKED_IN_OK)) {
      put(CHECKED_IN_OK, NOT_ON_LOAN, "refused");
    }
    if (institution != null) {
      institution.children().stream()
          .filter(child -> child.name().equals("policy"))
          .findFirst()
          .ifPresent(this::policy);
    }
  }

  /** The name it logs in with. */
  static String name(Element login) {
    return login.attribute("id").orElse("");
  }

  /** What its profile says otherwise than the preset. */
  Map<String, Object> differences() {
    var differences = new LinkedHashMap<>(values);
    differences.entrySet().removeIf(entry -> entry.getValue().equals(preset.get(entry.getKey())));
    return differences;
  }

  /** What became of its keys. */
  List<ImportedKey> keys() {
    return List.copyOf(keys);
  }

  /** Has AO be what Koha says, where that is not what it would be anyway. */
  void callInstitution(String institution, String isil) {
    put("institution", "institution", institution.equals(isil) ? "" : institution);
  }

  private void read(String key) {
    var value = login.attribute(key).orElse("");
    switch (key) {
      case "id", "institution" -> {
        // said of the account as a whole
      }
      case "password" -> note(key, Fate.TAKEN, "as it is; an account that is there keeps its own");
      case "delimiter" -> put(key, "delimiter", value.isEmpty() ? "|" : value);
      case TERMINATOR -> put(key, TERMINATOR, terminator(value));
      case "encoding" -> charset(key, value);
      case "cv_send_00_on_success" ->
          put(key, "alert-type", isOn(value) ? "00-on-success" : "with-alert");
      case "ct_always_send" -> put(key, "destination", isOn(value) ? "always" : "as-routed");
      case "hide_fields" -> put(key, "fields-denied", fields(key, value, texts("fields-denied")));
      case "allow_fields" -> put(key, "fields-allowed", fields(key, value, List.of()));
      case CHECKED_IN_OK -> put(key, NOT_ON_LOAN, isOn(value) ? "accepted" : "refused");
      case "holds_get_captured" -> put(key, "capture-holds", isOn(value) ? "bind" : "none");
      case "blocked_item_types" -> put(key, "unlent-categories", categories(key, value));
      case "register_id" -> put(key, "register", value);
      case "payment_type_writeoff" -> put(key, "write-off-type", value);
      case "ae_field_template" -> template(key, "name-template", KohaTemplate.PATRON, value);
      case "da_field_template" -> template(key, "hold-name-template", KohaTemplate.HOLD, value);
      case "av_field_template" -> template(key, "fee-template", KohaTemplate.FEE, value);
      case "format_due_date" -> dueFormat(key, value);
      default -> note(key, KohaKeys.ofLogin(key));
    }
  }

  /** CR and LF unless it is CR, as Koha reads it. */
  private static String terminator(String value) {
    return value.equals("CR") ? "cr" : "crlf";
  }

  private void dueFormat(String key, String value) {
    if (isOn(value)) {
      note(
          key,
          Fate.NOT_TAKEN,
          "Koha's preference dateformat is not in the file: set due-format, such as dd.MM.yyyy");
    } else {
      put(key, "due-format", Sip2Wording.STANDARD_DATE);
    }
  }

  private void template(String key, String own, KohaTemplate kind, String value) {
    if (value.isEmpty()) {
      note(key, Fate.ALWAYS, "%s is the preset's".formatted(own));
      return;
    }
    kind.translated(value)
        .filter(text -> text.length() <= Sip2Wording.LONGEST)
        .ifPresentOrElse(
            text -> put(key, own, text),
            () ->
                note(
                    key,
                    Fate.NOT_TAKEN,
                    "it can't be translated: set %s, instead of %s".formatted(own, value)));
  }

  /** The elements that add a field to 64 or 18. */
  private void ownFields() {
    var ofPatrons = new LinkedHashMap<String, String>();
    var ofItems = new LinkedHashMap<String, String>();
    for (var child : login.children()) {
      var code = child.attribute("code").orElse("");
      var template = child.attribute("template").orElse("");
      switch (child.name()) {
        case CUSTOM_PATRON_FIELD ->
            ownField(
                child,
                ofPatrons,
                PATRON_FIELDS,
                Sip2Templates::isFreeOfPatron,
                template,
                KohaTemplate.PATRON.translated(template));
        case CUSTOM_ITEM_FIELD ->
            ownField(
                child,
                ofItems,
                ITEM_FIELDS,
                Sip2Templates::isFreeOfItem,
                template,
                KohaTemplate.ITEM.translated(template));
        case ITEM_FIELD ->
            ownField(
                child,
                ofItems,
                ITEM_FIELDS,
                Sip2Templates::isFreeOfItem,
                code,
                KohaTemplate.ITEM.column(code));
        default -> {
          // read above
        }
      }
    }
    putFields(PATRON_FIELDS, ofPatrons);
    putFields(ITEM_FIELDS, ofItems);
  }

  private void putFields(String own, Map<String, String> fields) {
    if (!fields.isEmpty()) {
      values.put(
          own, fields.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
    }
  }

  /**
   * Takes a field of the library's own, where its id is two letters that mean nothing else.
   *
   * @param said what Koha is to send
   * @param template the same as a template of a profile, if there is such a one
   */
  private void ownField(
      Element element,
      Map<String, String> fields,
      String own,
      Predicate<String> isFree,
      String said,
      Optional<String> template) {
    var id = element.attribute("field").orElse("");
    if (!id.matches("[A-Z]{2}") || !isFree.test(id) || fields.containsKey(id)) {
      note(
          element.name(),
          Fate.NOT_TAKEN,
          "\"%s\" is not two capital letters that the reply has no field of".formatted(id));
    } else if (template.isEmpty() || template.get().isEmpty()) {
      note(
          element.name(),
          Fate.NOT_TAKEN,
          "it can't be translated: set %s, instead of %s=%s".formatted(own, id, said));
    } else {
      fields.put(id, template.get());
      note(element.name(), Fate.TAKEN, "%s: %s=%s".formatted(own, id, template.get()));
    }
  }

  private void charset(String key, String value) {
    var charset = CHARSETS.get(value.toLowerCase(Locale.ROOT));
    if (charset == null) {
      note(key, Fate.NOT_TAKEN, "no character set that is known here");
    } else {
      put(key, "charset", charset);
    }
  }

  private List<String> texts(String key) {
    return preset.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** The fields that are named, beside others; those that replies never have are reported. */
  private List<String> fields(String key, String value, List<String> others) {
    var fields = new LinkedHashSet<>(others);
    for (var field : parts(value)) {
      if (FIELDS.contains(field)) {
        fields.add(field);
      } else {
        note(key, Fate.ALWAYS, "no reply has the field " + field);
      }
    }
    return List.copyOf(fields);
  }

  private List<String> categories(String key, String value) {
    var known = new ArrayList<String>();
    for (var type : parts(value)) {
      categories.stream()
          .filter(type::equalsIgnoreCase)
          .findFirst()
          .ifPresentOrElse(
              known::add,
              () -> note(key, Fate.NOT_TAKEN, "there is no item category %s".formatted(type)));
    }
    return known;
  }

  private static List<String> parts(String value) {
    return Stream.of(value.split("[,|\\s]+")).filter(part -> !part.isEmpty()).distinct().toList();
  }

  private void policy(Element policy) {
    var messages = new ArrayList<>(texts("messages"));
    policy
        .attributes()
        .keySet()
        .forEach(key -> {
          var value = policy.attribute(key).orElse("");
          switch (key) {
            case "checkin" -> without(messages, value, "09");
            case "checkout" -> without(messages, value, "11");
            case "renewal" -> without(messages, value, "29", "65");
            case "status_update" -> without(messages, value, "01", "25");
            case "timeout", "retries" -> number(key, value);
            default -> note(key, KohaKeys.ofInstitution(key));
          }
        });
    put("policy", "messages", List.copyOf(messages));
  }

  private static void without(List<String> messages, String value, String... refused) {
    if (!isOn(value)) {
      messages.removeAll(List.of(refused));
    }
  }

  private void number(String key, String value) {
    if (value.matches("[0-9]{1,3}")) {
      put(key, key, Integer.valueOf(value));
    } else {
      note(key, Fate.NOT_TAKEN, "no number from 0 to 999");
    }
  }

  private static boolean isOn(String value) {
    return value.equals("1")
        || value.equalsIgnoreCase("true")
        || value.equalsIgnoreCase("y")
        || value.equalsIgnoreCase("yes")
        || value.equalsIgnoreCase("enabled");
  }

  private void put(String key, String own, Object value) {
    values.put(own, value);
    var text =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"))
            : String.valueOf(value);
    note(key, Fate.TAKEN, own + ": " + text);
  }

  private void note(String key, KohaKeys.Reason reason) {
    note(key, reason.fate(), reason.why());
  }

  private void note(String key, Fate fate, String note) {
    keys.add(new ImportedKey("login " + name(login), key, fate, note));
  }
}
