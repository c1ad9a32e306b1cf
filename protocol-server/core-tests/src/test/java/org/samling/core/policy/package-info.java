/** What settings, rules and stops say, without a store. */
@NullMarked
package org.samling.core.policy;

import org.jspecify.annotations.NullMarked;
