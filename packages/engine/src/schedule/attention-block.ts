/**
 * So many tokens of one prompt are computed at a time by llama.cpp's attention on processors (`GGML_FA_TILE_Q`); a block
 * that is not full costs as much, and less than one block twice as much a token: behind 1,024 tokens of a 135M model 2.7 ms a
 * token in parts of 64, 3.8 in parts of 129, 6.3 in parts of 60.
 */
export const attentionBlock = 64
