package org.samling.routes.oai;

import org.samling.core.harvest.CatalogueHarvest.Moment;
import org.samling.oaipmh.OaiRequest;
import org.samling.routes.oai.OaiRepositories.Repository;

/**
 * One request on its way through its route: the body of the exchange.
 *
 * @param moment up to when the catalogue's changes are known completely
 */
record OaiExchange<R extends OaiRequest>(Repository repository, R request, Moment moment) {}
