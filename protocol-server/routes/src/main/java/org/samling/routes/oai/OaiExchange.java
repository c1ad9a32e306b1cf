package org.samling.routes.oai;

import org.samling.core.harvest.CatalogueHarvest.Moment;
import org.samling.oaipmh.OaiRequest;
import org.samling.oaipmh.OaiResponse;
import org.samling.routes.Message;
import org.samling.routes.oai.OaiRepositories.Repository;

/**
 * One request on its way through its route.
 *
 * @param moment up to when the catalogue's changes are known completely
 */
record OaiExchange<R extends OaiRequest>(Repository repository, R request, Moment moment)
    implements Message<OaiResponse> {

  /** The same with its request, whose type is known. */
  <T extends OaiRequest> OaiExchange<T> with(T known) {
    return new OaiExchange<>(repository, known, moment);
  }
}
