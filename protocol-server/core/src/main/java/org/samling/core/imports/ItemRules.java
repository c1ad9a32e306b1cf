package org.samling.core.imports;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * Where records describe their items, and what the codes there mean.
 *
 * @param tag the field, one for each item
 * @param subfields the codes of the subfields for each part of the description; the first one
 *     present counts, but a call number is joined from all, and each status counts
 * @param branches a mapping of branch codes; others are used as they are
 * @param categories a mapping of item types to categories; others are used as they are
 * @param locations a mapping of location codes; others are used as they are
 * @param statuses the status of a new item, by subfield and code, as {@code 1:4}; that of an
 *     existing item is left to circulation. A code that ends with {@code *} stands for all that
 *     begin like it; the longest counts
 * @param statusCategories the category of items with a status, by subfield and code, likewise
 * @param notForLoan the subfields and codes, likewise, of items that are not for loan: their
 *     category is one of the tenant's that isn't
 * @param defaultBranch the branch of items that name none, or null
 * @param defaultCategory the category of items that name no type, or null
 */
public record ItemRules(
    String tag,
    Map<Part, List<String>> subfields,
    Map<String, String> branches,
    Map<String, String> categories,
    Map<String, String> locations,
    Map<String, ItemStatus> statuses,
    Map<String, String> statusCategories,
    List<String> notForLoan,
    @Nullable String defaultBranch,
    @Nullable String defaultCategory) {

  /** The field of MARC 21 for holdings, whose items may be described in 876. */
  static final String HOLDINGS = "852";

  private static final @Nullable String NO_DEFAULT = null;

  /** Field 852 of MARC 21's format for holdings data. */
  public static final ItemRules MARC852 =
      plain(
          HOLDINGS,
          Map.of(
              Part.BARCODE, List.of("p"),
              Part.BRANCH, List.of("b"),
              Part.LOCATION, List.of("c"),
              Part.CALL_NUMBER, List.of("h", "i")),
          Map.of(),
          List.of());

  /** Field 952, in which Koha keeps items: $0 withdrawn, $1 lost, $4 damaged, $7 not for loan. */
  public static final ItemRules KOHA952 =
      plain(
          "952",
          Map.of(
              Part.BARCODE, List.of("p"),
              Part.BRANCH, List.of("a", "b"),
              Part.LOCATION, List.of("c"),
              Part.CALL_NUMBER, List.of("o"),
              Part.CATEGORY, List.of("y"),
              Part.STATUS, List.of("0", "1", "4", "7"),
              Part.PRICE, List.of("g"),
              Part.ACCESSION, List.of("d")),
          Map.of(
              "0:*", ItemStatus.DISCARDED,
              "1:1", ItemStatus.LOST,
              "1:2", ItemStatus.LOST,
              "1:3", ItemStatus.LOST,
              "1:4", ItemStatus.MISSING,
              "4:*", ItemStatus.IN_PROCESS,
              "7:-1", ItemStatus.ON_ORDER,
              "7:-*", ItemStatus.IN_PROCESS),
          List.of("7:*"));

  /** Field 096 of danMARC2, for a library's own holdings. */
  public static final ItemRules DANMARC096 =
      plain(
          "096",
          Map.of(
              Part.BARCODE, List.of("n"),
              Part.BRANCH, List.of("z"),
              Part.LOCATION, List.of("b"),
              Part.CALL_NUMBER, List.of("a")),
          Map.of(),
          List.of());

  /** The presets, by the names that imports give them. */
  private static final Map<String, ItemRules> PRESETS = presets();

  /** A part of an item's description. */
  public enum Part {
    /** Its barcode. */
    BARCODE,
    /** The branch where it belongs. */
    BRANCH,
    /** Its location within the branch. */
    LOCATION,
    /** Its call number. */
    CALL_NUMBER,
    /** Its type. */
    CATEGORY,
    /** Whether it is lost, on order or not for loan; empty and 0 mean nothing. */
    STATUS,
    /** What it costs to replace. */
    PRICE,
    /** The day of its accession. */
    ACCESSION
  }

  /** The names of the presets, as {@code koha952}. */
  public static List<String> presetNames() {
    return List.copyOf(PRESETS.keySet());
  }

  /** The preset with a name. */
  public static Optional<ItemRules> preset(String name) {
    return Optional.ofNullable(PRESETS.get(name));
  }

  /** Copies the maps. */
  public ItemRules {
    var copy = new EnumMap<Part, List<String>>(Part.class);
    subfields.forEach((part, codes) -> copy.put(part, List.copyOf(codes)));
    subfields = copy;
    branches = Map.copyOf(branches);
    categories = Map.copyOf(categories);
    locations = Map.copyOf(locations);
    statuses = Map.copyOf(statuses);
    statusCategories = Map.copyOf(statusCategories);
    notForLoan = List.copyOf(notForLoan);
  }

  /** The codes of the subfields for a part. */
  List<String> codes(Part part) {
    return subfields.getOrDefault(part, List.of());
  }

  /** The status that a code stands for, by subfield and code; empty where nothing says so. */
  Optional<ItemStatus> status(String code) {
    return of(statuses, code);
  }

  /** The category of items with a status, by subfield and code. */
  Optional<String> statusCategory(String code) {
    return of(statusCategories, code);
  }

  /**
   * Whether a code says that the item is not for loan, and nothing says what else it stands for.
   */
  boolean isNotForLoan(String code) {
    return status(code).isEmpty()
        && statusCategory(code).isEmpty()
        && notForLoan.stream().anyMatch(known -> isOf(known, code));
  }

  private static <T> Optional<T> of(Map<String, T> known, String code) {
    return known.entrySet().stream()
        .filter(entry -> isOf(entry.getKey(), code))
        .max(Comparator.comparingInt(entry -> rank(entry.getKey())))
        .map(Map.Entry::getValue);
  }

  private static boolean isOf(String known, String code) {
    return known.endsWith("*")
        ? code.startsWith(known.substring(0, known.length() - 1))
        : known.equals(code);
  }

  /** A code itself before all that stand for several, and of those the longest. */
  private static int rank(String known) {
    return known.endsWith("*") ? known.length() : Integer.MAX_VALUE;
  }

  private static Map<String, ItemRules> presets() {
    var presets = new LinkedHashMap<String, ItemRules>();
    presets.put("marc852", MARC852);
    presets.put("koha952", KOHA952);
    presets.put("danmarc096", DANMARC096);
    return Collections.unmodifiableMap(presets);
  }

  private static ItemRules plain(
      String tag,
      Map<Part, List<String>> subfields,
      Map<String, ItemStatus> statuses,
      List<String> notForLoan) {
    return new ItemRules(
        tag,
        subfields,
        Map.of(),
        Map.of(),
        Map.of(),
        statuses,
        Map.of(),
        notForLoan,
        NO_DEFAULT,
        NO_DEFAULT);
  }
}
