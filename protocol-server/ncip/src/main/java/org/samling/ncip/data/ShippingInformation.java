package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.UserOptionalFields.Address;

/**
 * How and where something is sent (NCIP 2.02, ShippingInformation).
 *
 * @param shippingInstructions how to send it, in words
 * @param shippingNote a note to the recipient
 * @param address the destination; required by the standard
 */
public record ShippingInformation(
    @Nullable String shippingInstructions,
    @Nullable String shippingNote,
    @Nullable Address address) {}
