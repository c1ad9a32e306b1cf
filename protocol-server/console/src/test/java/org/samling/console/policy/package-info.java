/** Tests of what the rules' pages say. */
@NullMarked
package org.samling.console.policy;

import org.jspecify.annotations.NullMarked;
