package org.samling.ncip;

import org.jspecify.annotations.Nullable;

/**
 * A request with what stands around it.
 *
 * @param version the version as the sender writes it, for the reply to repeat; null for none
 * @param header who speaks to whom, or null where the sender doesn't say
 * @param request what is asked for
 */
public record NcipMessage(
    @Nullable String version, @Nullable NcipHeader header, NcipRequest request) {}
