package org.samling.cli.catalogue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.core.organisation.Tenants;
import org.samling.exchange.imports.ItemMappingFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for items: whether to import them, for whom, and from where in the records. */
final class ImportItemOptions {

  private static final String NONE = "none";

  @Option(
      names = "--items",
      defaultValue = NONE,
      paramLabel = "FIELD",
      description = {
        "Import the items described by the records: none (default), marc852 (MARC 21, with 876),",
        "koha952 (Koha) or danmarc096 (danMARC2). They are matched by their barcodes."
      })
  private String field;

  @Option(
      names = "--item-mapping",
      paramLabel = "FILE",
      description =
          "A file that maps the codes in the records to branches, categories, locations and statuses (docs/import.md).")
  private @Nullable Path mapping;

  @Option(
      names = "--items-of",
      paramLabel = "T",
      description =
          "The tenant that owns the items, if the records are common ones (default: that of --tenant).")
  private @Nullable String itemsOf;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  ImportItemOptions() {}

  /**
   * Returns what to do with items, or null to import records only.
   *
   * @param owner whose records they are
   * @param tenants all tenants
   * @throws ParameterException if the options can't be used as given
   */
  @Nullable ItemOrder in(ImportOwner owner, Tenants tenants) {
    var preset = preset();
    if (preset == null) {
      if (mapping != null || itemsOf != null) {
        throw usage(
            "--item-mapping and --items-of need --items, which names the field of the items");
      }
      return null;
    }
    var ofRecords = owner.in(tenants);
    var whose = itemsOf == null ? ofRecords : owner.named(itemsOf, tenants);
    if (whose == null) {
      throw usage("--items needs a tenant: --tenant, or --items-of for items of common records");
    }
    if (ofRecords != null && !ofRecords.equals(whose)) {
      throw usage("a tenant's own records can't have items of another tenant");
    }
    return new ItemOrder(whose, mapping == null ? preset : ItemMappingFile.read(mapping, preset));
  }

  private @Nullable ItemRules preset() {
    if (field.equals(NONE)) {
      return null;
    }
    return ItemRules.preset(field)
        .orElseThrow(() ->
            usage("--items must be none, marc852, koha952 or danmarc096, not \"" + field + "\""));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
