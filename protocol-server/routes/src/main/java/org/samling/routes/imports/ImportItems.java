package org.samling.routes.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.imports.DescribedItem;
import org.samling.core.imports.HeldRecord;
import org.samling.core.imports.ItemChoice;
import org.samling.core.imports.ItemChoice.Candidate;
import org.samling.core.imports.ItemChoice.ItemDecisions;
import org.samling.core.imports.ItemChoice.Terms;
import org.samling.core.imports.ItemOrder;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.TenantId;

/** Decides what to do with the items that the records of a batch describe. */
final class ImportItems {

  private final ItemRegister register;
  private final Inquiries inquiries;

  ImportItems(ItemRegister register, Inquiries inquiries) {
    this.register = register;
    this.inquiries = inquiries;
  }

  /** The branches, categories and currency of an import's tenant; read once for each import. */
  Terms terms(TenantId tenant) {
    var policy = inquiries.policy(tenant);
    return new Terms(
        policy.branches().keySet(),
        policy.itemCategories().keySet(),
        policy.itemCategories().values().stream()
            .filter(category -> !category.forLoan())
            .map(ItemCategory::code)
            .collect(Collectors.toUnmodifiableSet()),
        Math.max(0, policy.tenant().currency().getDefaultFractionDigits()));
  }

  /** Compares the items of a batch with the existing ones; none where the import takes no items. */
  ItemDecisions choose(ImportPiece.Batch batch) {
    var order = batch.run().job().items();
    return order == null
        ? ItemDecisions.NOTHING
        : choose(order, candidates(batch, order), () -> batch.run().terms(this::terms));
  }

  /** Compares the items of reviewed records with the existing ones. */
  ItemDecisions choose(@Nullable ItemOrder order, List<HeldRecord> records) {
    if (order == null) {
      return ItemDecisions.NOTHING;
    }
    var candidates = new ArrayList<Candidate>();
    for (var held : records) {
      var record = held.record();
      DescribedItem.in(record.content(), order.rules())
          .forEach(item ->
              candidates.add(new Candidate(held.offset(), held.ordinal(), record.key(), item)));
    }
    return choose(order, candidates, () -> terms(order.tenant()));
  }

  private ItemDecisions choose(ItemOrder order, List<Candidate> candidates, Supplier<Terms> terms) {
    if (candidates.isEmpty()) {
      return ItemDecisions.NOTHING;
    }
    var barcodes =
        candidates.stream()
            .map(c -> c.item().barcode())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    var known = register.known(order.tenant(), barcodes);
    return ItemChoice.of(order.rules(), terms.get(), known, candidates);
  }

  private static List<Candidate> candidates(ImportPiece.Batch batch, ItemOrder order) {
    var candidates = new ArrayList<Candidate>();
    batch
        .accepted()
        .forEach(a ->
            DescribedItem.in(a.record().content(), order.rules())
                .forEach(item ->
                    candidates.add(
                        new Candidate(a.offset(), a.ordinal(), a.record().key(), item))));
    return candidates;
  }
}
