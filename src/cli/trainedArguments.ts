import { Argument, Option } from 'commander';

/** The argument of commands that need a trained model. */
export function trainedArgument(): Argument {
  return new Argument('<run>', 'the folder of a run, or one checkpoint by itself');
}

/** Which checkpoint of a run a command takes. */
export function checkpointOption(): Option {
  return new Option('--checkpoint <which>', 'the last checkpoint of the run, or that of the lowest held-out loss')
    .choices(['newest', 'best'])
    .default('newest');
}

/** Whether moving averages stand in for the weights. */
export function averagesOption(): Option {
  return new Option('--averages', 'with the moving averages of the weights, where the run keeps them (useEma)').default(
    false,
  );
}
