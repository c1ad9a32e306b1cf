package org.samling.oaipmh;

import org.jspecify.annotations.Nullable;

/**
 * A record (OAI-PMH 2.0, section 2.5).
 *
 * @param header its header
 * @param metadata one XML element without a declaration, in a namespace of its own; null for a
 *     deleted record
 */
public record OaiRecord(OaiHeader header, @Nullable String metadata) {}
