/** That benches do what they measure; never how fast. */
@NullMarked
package org.samling.bench;

import org.jspecify.annotations.NullMarked;
