import { TalkingHeadsAttention } from 'talking-heads';

console.log(new TalkingHeadsAttention({ numHeads: 2, keyDim: 4 }));
