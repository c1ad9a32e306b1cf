package org.samling.console.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.console.imports.ImportDesk.ImportOrder;
import org.samling.console.imports.Imports.FileForm;
import org.samling.console.web.Request;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ItemMappings;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.NamedItemMapping;
import org.samling.core.organisation.TenantId;

/** Makes import options from a form. */
final class FileForms {

  private static final int LONGEST_NAME = 200;
  private static final String USUAL_NAME = "upload";

  private static final List<String> FIELDS =
      List.of(
          "mode",
          "records",
          "source",
          "format",
          "coding",
          "items",
          "on-match",
          "on-ambiguous",
          "protect",
          "add-only",
          "match-rules",
          "overlay",
          "review");

  /** What stands before the name of a mapping among the choices of items. */
  static final String MAPPING = "mapping:";

  /** What stands between fields. */
  private static final String BETWEEN = "[\\s,;]+";

  /** The form can't be turned into an import. */
  static final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String detail;

    UnfitException(String key) {
      this(key, "");
    }

    UnfitException(String key, String detail) {
      super(key);
      this.key = key;
      this.detail = detail;
    }

    /** Returns what is wrong in particular, in English; may be empty. */
    String detail() {
      return detail;
    }

    /** Returns the message for staff. */
    String key() {
      return key;
    }
  }

  private FileForms() {}

  /** Only staff of all tenants may import common records, which belong to all tenants. */
  static boolean mayCommon(Visit visit) {
    return visit.member().role().isOfAllTenants();
  }

  /** Only members who see all branches may import items, which may be at any branch. */
  static boolean mayItems(Visit visit) {
    return visit.member().agencies().isEmpty();
  }

  /** Returns the initial form. */
  static FileForm empty(Visit visit, ItemMappings mappings, long limit) {
    return new FileForm(
        Map.of(
            "mode", "try",
            "records", "own",
            "source", "local",
            "items", "none",
            "on-match", "replace"),
        List.of(),
        mayCommon(visit),
        items(visit, mappings),
        limit,
        null);
  }

  /** Returns the form again with the typed values. */
  static FileForm again(Visit visit, ItemMappings mappings, long limit, String problem) {
    var typed = new HashMap<String, String>();
    FIELDS.forEach(f -> typed.put(f, visit.request().field(f)));
    return new FileForm(
        typed,
        visit.request().fields("match"),
        mayCommon(visit),
        items(visit, mappings),
        limit,
        problem);
  }

  /** Returns what items can be imported by: the presets and the tenant's mappings. */
  private static List<String> items(Visit visit, ItemMappings mappings) {
    return mayItems(visit)
        ? Stream.concat(
                ItemRules.presetNames().stream(),
                mappings.all(visit.tenant().id()).stream().map(m -> MAPPING + m.name()))
            .toList()
        : List.of();
  }

  /**
   * Returns the options of the import.
   *
   * @param file the name of the file
   * @throws UnfitException if the values are not valid
   */
  static ImportOrder order(Visit visit, ItemMappings mappings, String file) throws UnfitException {
    var request = visit.request();
    var items = itemOrder(visit, mappings);
    var rules = rules(request);
    if (items != null && rules.onAmbiguous() == OnAmbiguous.REJECT) {
      throw new UnfitException("imports.items-rejected");
    }
    return new ImportOrder(
        owner(visit),
        visit.member().username(),
        name(file),
        source(request.field("source")),
        format(request.field("format")),
        coding(request.field("coding")),
        items,
        rules,
        !request.field("mode").equals("import"));
  }

  private static @Nullable TenantId owner(Visit visit) throws UnfitException {
    if (!visit.request().field("records").equals("common")) {
      return visit.tenant().id();
    }
    if (!mayCommon(visit)) {
      throw new UnfitException("imports.common-unfit");
    }
    return null;
  }

  /** Makes a name safe as a file name here. */
  private static String name(String text) {
    var isName =
        !text.isBlank()
            && !text.startsWith(".")
            && text.getBytes(UTF_8).length <= LONGEST_NAME
            && text.codePoints().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    return isName ? text : USUAL_NAME;
  }

  private static String source(String text) throws UnfitException {
    try {
      return new RecordKey(text, "1").source();
    } catch (IllegalArgumentException _) {
      throw new UnfitException("imports.source-unfit");
    }
  }

  private static @Nullable RecordFormat format(String text) throws UnfitException {
    if (text.isEmpty()) {
      return null;
    }
    return Arrays.stream(RecordFormat.values())
        .filter(f -> f.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new UnfitException("imports.format-unfit"));
  }

  private static @Nullable CodingRule coding(String text) throws UnfitException {
    try {
      return text.isEmpty() ? null : CodingRule.of(text);
    } catch (IllegalArgumentException _) {
      throw new UnfitException("imports.coding-unfit");
    }
  }

  private static @Nullable ItemOrder itemOrder(Visit visit, ItemMappings mappings)
      throws UnfitException {
    var text = visit.request().field("items");
    if (text.isEmpty() || text.equals("none")) {
      return null;
    }
    var tenant = visit.tenant().id();
    var rules =
        text.startsWith(MAPPING)
            ? mappings.find(tenant, text.substring(MAPPING.length())).map(NamedItemMapping::rules)
            : ItemRules.preset(text);
    if (rules.isEmpty() || !mayItems(visit)) {
      throw new UnfitException("imports.items-unfit");
    }
    return new ItemOrder(tenant, rules.get());
  }

  private static ImportRules rules(Request request) throws UnfitException {
    var match = new ArrayList<>(request.fields("match"));
    match.addAll(words(request.field("match-rules"), "[,;\\r\\n]+"));
    var written =
        new ImportRules.Written(
            match,
            orNull(request.field("on-match")),
            orNull(request.field("on-ambiguous")),
            words(request.field("protect"), BETWEEN),
            words(request.field("add-only"), BETWEEN),
            words(request.field("overlay"), BETWEEN),
            !request.field("review").isEmpty());
    try {
      return written.rules();
    } catch (IllegalArgumentException e) {
      throw new UnfitException("imports.rules-unfit", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static List<String> words(String text, String between) {
    return Stream.of(text.split(between))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
