package org.samling.z3950.data;

import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Oid;

/**
 * A query of type 1: operands joined by operators.
 *
 * @param attributeSet the attribute set of attributes that name none themselves
 * @param rpn the operands and operators. It is some hundred levels deep at most when it comes from
 *     the wire ({@link BerLimits#maxDepth()})
 */
public record RpnQuery(Oid attributeSet, RpnStructure rpn) {}
