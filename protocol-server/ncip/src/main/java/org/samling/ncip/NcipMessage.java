package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipHeader;

/**
 * A request with what stands around it.
 *
 * @param version how the sender writes, for the reply to be written alike
 * @param header who speaks to whom, or null where the sender doesn't say
 * @param request what is asked for
 */
public record NcipMessage(NcipVersion version, @Nullable NcipHeader header, NcipRequest request) {}
