package org.samling.exchange.imports;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.ItemRules.Part;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;

/**
 * A file that says where records describe their items and what the codes there mean;
 * item-mapping.schema.json explains its keys.
 *
 * @param field the field, or null for that of the preset
 * @param subfields the subfields, or null for those of the preset
 * @param branches the branches that branch codes stand for, or null
 * @param categories the categories that item types stand for, or null
 * @param locations the names of locations, or null
 * @param statuses the meaning of statuses, or null for that of the preset
 * @param statusCategories the categories of items with a status, or null
 * @param defaultBranch the branch of items without one, or null
 * @param defaultCategory the category of items without a type, or null
 */
public record ItemMapping(
    @Nullable String field,
    @Nullable Subfields subfields,
    @Nullable Map<String, String> branches,
    @Nullable Map<String, String> categories,
    @Nullable Map<String, String> locations,
    @Nullable Map<String, ItemStatus> statuses,
    @Nullable Map<String, String> statusCategories,
    @Nullable String defaultBranch,
    @Nullable String defaultCategory) {

  /** The schema of the file. */
  public static final YamlSchema SCHEMA =
      YamlSchema.of(ItemMapping.class, "item-mapping.schema.json");

  /** The subfields for the parts of an item's description; null for those of the preset. */
  public record Subfields(
      @Nullable List<String> barcode,
      @Nullable List<String> branch,
      @Nullable List<String> location,
      @Nullable List<String> callNumber,
      @Nullable List<String> category,
      @Nullable List<String> status,
      @Nullable List<String> price,
      @Nullable List<String> accession) {

    private @Nullable List<String> of(Part part) {
      return switch (part) {
        case BARCODE -> barcode;
        case BRANCH -> branch;
        case LOCATION -> location;
        case CALL_NUMBER -> callNumber;
        case CATEGORY -> category;
        case STATUS -> status;
        case PRICE -> price;
        case ACCESSION -> accession;
      };
    }
  }

  /**
   * Reads a file.
   *
   * @param preset applies where the file says nothing
   * @throws YamlException when it can't be used; it holds all problems
   */
  public static ItemRules read(Path file, ItemRules preset) {
    return YamlDocument.read(file, SCHEMA).bind(ItemMapping.class).over(preset);
  }

  private ItemRules over(ItemRules preset) {
    var codes = new EnumMap<Part, List<String>>(Part.class);
    codes.putAll(preset.subfields());
    if (subfields != null) {
      for (var part : Part.values()) {
        var said = subfields.of(part);
        if (said != null) {
          codes.put(part, said);
        }
      }
    }
    return new ItemRules(
        field == null ? preset.tag() : field,
        codes,
        over(branches, preset.branches()),
        over(categories, preset.categories()),
        over(locations, preset.locations()),
        over(statuses, preset.statuses()),
        over(statusCategories, preset.statusCategories()),
        defaultBranch == null ? preset.defaultBranch() : defaultBranch,
        defaultCategory == null ? preset.defaultCategory() : defaultCategory);
  }

  private static <T> Map<String, T> over(@Nullable Map<String, T> own, Map<String, T> preset) {
    var all = new HashMap<>(preset);
    if (own != null) {
      all.putAll(own);
    }
    return all;
  }
}
