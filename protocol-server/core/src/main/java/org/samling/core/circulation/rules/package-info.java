/**
 * Rules shared by several subjects: who may borrow, what is lent, until when, what a lender
 * demands.
 */
@NullMarked
package org.samling.core.circulation.rules;

import org.jspecify.annotations.NullMarked;
