package org.samling.core.ill.rota;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;

/** The port that looks for a title that the tenant need not ask other libraries for. */
public interface LocalCopies {

  /**
   * The records of the title of which a copy can be had by a hold: those of which the tenant has
   * copies first, then those that a partner lends under an agreement about holds.
   *
   * @param isForCopying whether a copy is wanted, for which the item need not be lent
   */
  List<OwnTitle> find(TenantId tenant, SoughtTitle sought, boolean isForCopying);

  /**
   * A record of which a copy can be had by a hold.
   *
   * @param key the record's key
   * @param title its title
   * @param copies how many copies there are; 0 where a partner lends it
   * @param available how many of them are on the shelf
   * @param partner the code of the partner that lends it, or null where the tenant has it
   */
  record OwnTitle(
      RecordKey key, String title, int copies, int available, @Nullable String partner) {}
}
